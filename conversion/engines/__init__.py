"""The engines, best first: the registry asks them in this order."""

from conversion.engines.archives import LibarchiveRepacker, RareRepacker, Repacker
from conversion.engines.audio import AudioEngine
from conversion.engines.base import Engine
from conversion.engines.blueprints import BlueprintEngine
from conversion.engines.captions import CaptionEngine
from conversion.engines.closed_captions import ClosedCaptionEngine
from conversion.engines.comics import ComicEngine
from conversion.engines.compiled_help import HelpEngine
from conversion.engines.data import DataEngine
from conversion.engines.draw import DrawEngine
from conversion.engines.ebooks import EbookEngine
from conversion.engines.flipbooks import FlipbookEngine
from conversion.engines.fonts import FontEngine
from conversion.engines.highrange import HighRangeEngine
from conversion.engines.images import ImageEngine
from conversion.engines.jpegxl import JpegXlEngine
from conversion.engines.jpegxr import JpegXrEngine
from conversion.engines.layouts import PageEngine, PrintedDrawingEngine, ReflowEngine
from conversion.engines.made_stickers import StillStickerEngine, VideoStickerEngine
from conversion.engines.magick import MagickEngine, SecondReader
from conversion.engines.mail import MailEngine
from conversion.engines.markup import MarkupEngine
from conversion.engines.messages import AnimationEngine, RoundVideoEngine, VoiceEngine
from conversion.engines.midi import MidiEngine
from conversion.engines.models import ModelEngine
from conversion.engines.office import CalcEngine, ImpressEngine, WriterEngine
from conversion.engines.packed_books import PackedBookEngine
from conversion.engines.pdf import PdfEngine
from conversion.engines.pdf_sorts import PdfSortEngine, PictureTaker
from conversion.engines.plans import PlanEngine
from conversion.engines.print_files import DjvuEngine, XpsEngine
from conversion.engines.rarities import RarePictureEngine
from conversion.engines.raws import RawEngine
from conversion.engines.scanners import ScannerEngine
from conversion.engines.scans import ScanEngine
from conversion.engines.sevenzip import SevenZipEngine
from conversion.engines.stickers import StickerEngine
from conversion.engines.stills import StillEngine
from conversion.engines.subtitles import SubtitleEngine
from conversion.engines.svg import SvgEngine
from conversion.engines.telescopes import TelescopeEngine
from conversion.engines.tracing import TracingEngine
from conversion.engines.typesetting import TypstEngine
from conversion.engines.unarchiver import RarEngine, UnarchiverEngine
from conversion.engines.vectors import InkscapeEngine, PackedDrawingEngine, PostScriptEngine
from conversion.engines.video import VideoEngine
from conversion.engines.vips import DeepImageEngine
from conversion.engines.webpages import WebPageEngine
from conversion.engines.workshop import WorkshopEngine

ENGINES: tuple[Engine, ...] = (
    VideoEngine(),
    AudioEngine(),
    CaptionEngine(),
    FlipbookEngine(),
    MidiEngine(),
    DeepImageEngine(),
    ImageEngine(),
    RawEngine(),
    ScannerEngine(),
    TelescopeEngine(),
    MagickEngine(),
    SecondReader(),
    HighRangeEngine(),
    JpegXlEngine(),
    TracingEngine(),
    JpegXrEngine(),
    RarePictureEngine(),
    StillEngine(),
    WorkshopEngine(),
    SvgEngine(),
    PdfEngine(),
    PdfSortEngine(),
    PictureTaker(),
    ReflowEngine(),
    PageEngine(),
    PrintedDrawingEngine(),
    PostScriptEngine(),
    PackedDrawingEngine(),
    InkscapeEngine(),
    BlueprintEngine(),
    PlanEngine(),
    DrawEngine(),
    DjvuEngine(),
    XpsEngine(),
    TypstEngine(),
    WebPageEngine(),
    ScanEngine(),
    WriterEngine(),
    CalcEngine(),
    ImpressEngine(),
    MarkupEngine(),
    EbookEngine(),
    ComicEngine(),
    HelpEngine(),
    PackedBookEngine(),
    Repacker(),
    RarEngine(),
    LibarchiveRepacker(),
    RareRepacker(),
    SevenZipEngine(),
    UnarchiverEngine(),
    SubtitleEngine(),
    ClosedCaptionEngine(),
    FontEngine(),
    DataEngine(),
    StickerEngine(),
    StillStickerEngine(),
    VideoStickerEngine(),
    VoiceEngine(),
    RoundVideoEngine(),
    AnimationEngine(),
    ModelEngine(),
    MailEngine(),
)
