using Jint;

namespace Fathom.Pictures.Painting;

/// <summary>ECharts in Jint, an interpreter of JavaScript in .NET: charts become SVG without a browser. One thread at a time.</summary>
sealed class ChartEngine : IDisposable
{
    // Parsing takes most of the start, and its result may be shared by engines.
    static readonly Lazy<Prepared<Acornima.Ast.Script>> Charts = new(() => Engine.PrepareScript(PictureScripts.Charts));
    static readonly Lazy<Prepared<Acornima.Ast.Script>> Series = new(() => Engine.PrepareScript(PictureScripts.Series));

    // Progress and animation need a clock; a chart that is drawn once needs neither.
    const string Timers = "var setTimeout = function () { return 0; }, clearTimeout = function () {};";

    // ECharts' own table of widths is of a narrower face than DejaVu Sans, and labels would touch: these are DejaVu's, in shares of the size.
    const string Widths = """
        echarts.setPlatformAPI({
          measureText: function (text, font) {
            var size = parseFloat((/([0-9.]+)px/.exec(font) || [0, 12])[1]);
            var width = 0;
            for (var i = 0; i < text.length; i++) {
              var c = text[i];
              width += 'ijlI.,:;|\'!()[] '.indexOf(c) >= 0 ? 0.34 : 'frt-/"'.indexOf(c) >= 0 ? 0.4 : 'mwMW@%'.indexOf(c) >= 0 ? 0.95 : c >= 'A' && c <= 'Z' ? 0.7 : c > '\u2e80' ? 1 : 0.62;
            }
            return { width: width * size * (font.indexOf('bold') >= 0 ? 1.1 : 1) };
          }
        });
        """;

    const string Draw = """
        function fathomDraw(option, width, height) {
          var chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: width, height: height });
          chart.setOption(fathomPictures.prepare(JSON.parse(option), width));
          var text = chart.renderToSVGString();
          chart.dispose();
          return text;
        }
        """;

    readonly Engine _engine = new();

    public ChartEngine() => _engine.Execute(Timers).Execute(Charts.Value).Execute(Series.Value).Execute(Widths).Execute(Draw);

    public string Svg(string option, int width, int height) => _engine.Invoke("fathomDraw", option, width, height).AsString();

    public void Dispose() => _engine.Dispose();
}
