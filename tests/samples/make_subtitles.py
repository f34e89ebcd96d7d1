"""Makes the samples of subtitles, by hand: ``python tests/samples/make_subtitles.py``."""

from pathlib import Path

HERE = Path(__file__).parent

SAMPLES = {
    "srt": """\
1
00:00:01,000 --> 00:00:03,500
<i>Where are you going?
— Куда ты идёшь?</i>

2
00:00:04,000 --> 00:00:06,250
Съешь же ещё этих <b>мягких</b> французских булок,
да выпей чаю.

3
00:01:02,300 --> 00:01:05,000
{\\an8}The end & goodbye
""",
    "vtt": """\
WEBVTT - Sample

STYLE
::cue { color: yellow }

NOTE a note that nobody sees

first
00:01.000 --> 00:03.500 align:start
<v Анна><i>Where are you going?
— Куда ты идёшь?</i></v>

00:00:04.000 --> 00:00:06.250
Съешь же ещё этих <b>мягких</b> французских булок,
да выпей чаю.

00:01:02.300 --> 00:01:05.000 line:0
The end &amp; goodbye
""",
    "ass": """\
[Script Info]
ScriptType: v4.00+
PlayResX: 640
PlayResY: 360

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,28,&H00FFFFFF,&H000000FF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,2,2,2,10,10,10,1
Style: Thought,Arial,28,&H0000FFFF,&H000000FF,&H00000000,&H00000000,0,-1,0,0,100,100,0,0,1,2,2,2,10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:00.50,Default,,0,0,0,,nobody sees this
Dialogue: 0,0:00:01.00,0:00:03.50,Thought,,0,0,0,,Where are you going?\\N— Куда ты идёшь?
Dialogue: 0,0:00:04.00,0:00:06.25,Default,,0,0,0,,Съешь же ещё этих {\\b1}мягких{\\b0} французских булок,\
\\Nда выпей чаю.
Dialogue: 0,0:01:02.30,0:01:05.00,Default,,0,0,0,,{\\an8}The end & goodbye
""",
    "ssa": """\
[Script Info]
ScriptType: v4.00

[V4 Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, TertiaryColour, BackColour, Bold, Italic, \
BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, AlphaLevel, Encoding
Style: Default,Arial,28,16777215,255,0,0,0,0,1,2,2,2,10,10,10,0,1

[Events]
Format: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: Marked=0,0:00:01.00,0:00:03.50,Default,,0,0,0,,{\\i1}Where are you going?\\N— Куда ты идёшь?{\\i0}
Dialogue: Marked=0,0:00:04.00,0:00:06.25,Default,,0,0,0,,Съешь же ещё этих {\\b1}мягких{\\b0} французских булок,\
\\Nда выпей чаю.
Dialogue: Marked=0,0:01:02.30,0:01:05.00,Default,,0,0,0,,The end & goodbye
""",
    "sub": """\
{1}{1}25
{25}{88}{y:i}Where are you going?|— Куда ты идёшь?
{100}{156}Съешь же ещё этих мягких французских булок,|да выпей чаю.
{1558}{1625}The end & goodbye
""",
    "mpl": """\
[10][35]/Where are you going?|/— Куда ты идёшь?
[40][62]Съешь же ещё этих мягких французских булок,|да выпей чаю.
[623][650]The end & goodbye
""",
    "ttml": """\
<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/2006/10/ttaf1" xmlns:tts="http://www.w3.org/2006/10/ttaf1#styling"
    xmlns:ttp="http://www.w3.org/2006/10/ttaf1#parameter" ttp:tickRate="10000000" xml:lang="ru">
  <head><styling><style xml:id="thought" tts:fontStyle="italic"/></styling></head>
  <body><div>
    <p begin="10000000t" end="35000000t" style="thought">Where are you going?<br/>— Куда ты идёшь?</p>
    <p begin="00:00:04.000" end="00:00:06.250">Съешь же ещё этих <span tts:fontWeight="bold">мягких</span>
      французских булок,<br/>да выпей чаю.</p>
    <p begin="62.3s" dur="2700ms">The end &amp; goodbye</p>
  </div></body>
</tt>
""",
    "smi": """\
<SAMI>
<HEAD><STYLE TYPE="text/css"><!-- .RUCC { Name: Русский; lang: ru-RU; } .ENCC { Name: English; } --></STYLE></HEAD>
<BODY>
<SYNC Start=1000><P Class=RUCC><i>Where are you going?<br>— Куда ты идёшь?</i>
<SYNC Start=1000><P Class=ENCC>Another language
<SYNC Start=3500><P Class=RUCC>&nbsp;
<SYNC Start=4000><P Class=RUCC>Съешь же ещё этих <b>мягких</b> французских булок,<br>да выпей чаю.
<SYNC Start=6250><P Class=RUCC>&nbsp;
<SYNC Start=62300><P Class=RUCC>The end &amp; goodbye
<SYNC Start=65000><P Class=RUCC>&nbsp;
</BODY>
</SAMI>
""",
    "lrc": """\
[ti:Sample]
[ar:Образец]

[00:01.00]Where are you going? — Куда ты идёшь?
[00:03.50]
[00:04.00]Съешь же ещё этих <00:04.50>мягких французских булок, да выпей чаю.
[00:06.25]
[01:02.30]The end & goodbye
[01:05.00]
""",
    "scc": """\
Scenarist_SCC V1.0

00:00:00:15	9420 9420 94ae 94ae 9440 9440 5468 e520 e361 ece9 7068 2061 6e64 2068 e973 2076 e97a e9e5 f280 94e0 \
94e0 62ef 7567 68f4 2061 2062 ec61 e36b 2070 eff7 64e5 f2ae 942f 942f

00:00:03:00	9420 9420 94ae 94ae 94e0 94e0 cd75 f461 62ef f2a1 942f 942f

00:00:04:00	9420 9420 94ae 94ae 94e0 94e0 d3f4 eff2 6b73 ae80 942f 942f

00:00:05:00	942c 942c
""",
    "sbv": """\
0:00:01.000,0:00:03.500
Where are you going?
— Куда ты идёшь?

0:00:04.000,0:00:06.250
Съешь же ещё этих мягких французских булок,
да выпей чаю.

0:01:02.300,0:01:05.000
The end & goodbye
""",
}


def main() -> None:
    """Write every sample beside this script."""
    for name, content in SAMPLES.items():
        (HERE / f"sample.{name}").write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
