-- What pandoc's options can't say: titles for formats that need one, pictures inside texts, addresses in plain text.

local PICTURES_INSIDE = { gfm = true, rst = true }  -- as data: addresses, there is one file only
-- All others know files only: the description stays.
local HOLDS_PICTURES = { docx = true, odt = true, epub = true, pptx = true, html = true, dzslides = true, gfm = true,
  rst = true, ipynb = true, plain = true }
local KEEPS_HTML = { html = true, epub = true, gfm = true, ipynb = true }
-- Their templates show none.
local NO_TITLE = { ipynb = true, mediawiki = true, dokuwiki = true, textile = true, jira = true, icml = true,
  haddock = true, xwiki = true, zimwiki = true, bbcode = true, markua = true }
local NO_SUBTITLE = { plain = true, org = true, gfm = true }
local IS_MARKDOWN = { gfm = true, ipynb = true }
local TELLING = { title = true, author = true, date = true, lang = true, abstract = true, description = true,
  keywords = true, tags = true, categories = true }
local LONGEST_TITLE = 80  -- characters

local function is_carried(image)
  return image.src:match('^data:') ~= nil or pandoc.mediabag.lookup(image.src) ~= nil
end

local function carry(image)
  local media_type, content = pandoc.mediabag.lookup(image.src)
  if media_type then
    image.src = pandoc.mediabag.make_data_uri(media_type, content)
  end
  return image
end

-- Sizes, classes and boxes would be HTML in Markdown.
local function unwrapped(element)
  if IS_MARKDOWN[FORMAT] then
    return element.content
  end
end

Span = unwrapped

function Div(div)
  if div.classes:includes('cell') and FORMAT ~= 'ipynb' then
    return div.content  -- a notebook's cells are no part of a text
  end
  if FORMAT ~= 'ipynb' then
    return unwrapped(div)
  end
end

function Image(image)
  if IS_MARKDOWN[FORMAT] then
    image.attr = pandoc.Attr()
  end
  if PICTURES_INSIDE[FORMAT] then
    return carry(image)
  end
  if FORMAT == 'plain' and #image.caption == 0 then
    return {}  -- there would be empty brackets
  end
  if not HOLDS_PICTURES[FORMAT] and is_carried(image) then
    return pandoc.Emph(image.caption)
  end
  if (FORMAT == 'ipynb' or FORMAT == 'pptx') and not is_carried(image) then
    -- these have to hold their pictures, and this one isn't here
    return pandoc.Link(#image.caption > 0 and image.caption or image.src, image.src)
  end
end

-- A figure is HTML in Markdown; its picture alone, with the caption as description, is Markdown.
function Figure(figure)
  local block = figure.content[1]
  if (IS_MARKDOWN[FORMAT] or not HOLDS_PICTURES[FORMAT]) and #figure.content == 1 and block.content then
    return pandoc.Para(block.content)
  end
end

-- HTML within Markdown is content too. The empty table is a sandbox: no file is read for it.
local function from_html(element)
  if element.format == 'html' and not KEEPS_HTML[FORMAT] then
    return pandoc.read(element.text, 'html', nil, {}).blocks
  end
end

RawBlock = from_html

function RawInline(element)
  local blocks = from_html(element)
  return blocks and pandoc.utils.blocks_to_inlines(blocks)
end

function Link(link)
  if FORMAT == 'plain' and link.target:match('^%a[%w+.-]*:') and pandoc.utils.stringify(link) ~= link.target then
    link.content:extend({ pandoc.Space(), pandoc.Str('(' .. link.target:gsub('^mailto:', '') .. ')') })
    return link.content
  end
end

local function first_words(blocks)
  local found = ''
  for _, kind in ipairs({ 'Header', 'Para', 'Plain' }) do
    pandoc.Div(blocks):walk({ [kind] = function(block)
      if found == '' then found = pandoc.utils.stringify(block) end
    end })
    if found ~= '' then break end
  end
  return pandoc.text.sub(found, 1, LONGEST_TITLE)
end

-- What would begin a list at the start of a line, pandoc escapes at the start of a paragraph alone.
function Inlines(inlines)
  if FORMAT ~= 'gfm' then
    return nil
  end
  for i = 2, #inlines do
    local before, word = inlines[i - 1].t, inlines[i]
    if (before == 'LineBreak' or before == 'SoftBreak') and word.t == 'Str' then
      if word.text:match('^[-+]$') or word.text:match('^%d+[.)]$') then
        inlines[i] = pandoc.RawInline('markdown', word.text:sub(1, -2) .. '\\' .. word.text:sub(-1))
      end
    end
  end
  return inlines
end

-- Where no template shows them, title and subtitle are headings.
local function show_titles(document)
  for _, key in ipairs({ 'subtitle', 'title' }) do
    if document.meta[key] and (NO_TITLE[FORMAT] or key == 'subtitle' and NO_SUBTITLE[FORMAT]) then
      document.blocks:insert(1, pandoc.Header(1, pandoc.utils.stringify(document.meta[key])))
      document.meta[key] = nil
    end
  end
end

-- Markdown shows all metadata; a page's "viewport" and "generator" are none of the text's.
local function without_noise(meta)
  for key in pairs(meta) do
    if not TELLING[key] then meta[key] = nil end
  end
end

function Pandoc(document)
  show_titles(document)
  if FORMAT == 'gfm' then without_noise(document.meta) end
  document.meta.jupyter = FORMAT == 'ipynb' and document.meta.jupyter or nil
  local named = document.meta.title and pandoc.utils.stringify(document.meta.title) ~= ''
  if not named and (FORMAT == 'html' or FORMAT == 'epub') then
    local title = first_words(document.blocks)
    document.meta[FORMAT == 'html' and 'pagetitle' or 'title'] = title ~= '' and title or '—'
  end
  return document
end
