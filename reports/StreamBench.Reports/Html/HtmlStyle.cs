namespace StreamBench.Reports.Html;

/// <summary>How the report looks: inside the file, because a report opens without a network.</summary>
internal static class HtmlStyle
{
    internal const string Css = """
        :root { color-scheme: light dark; --line: #8884; --pass: #1a7f37; --bad: #cf222e; --known: #9a6700; --none: #8888; }
        body { font: 15px/1.45 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; margin: .5rem 0 1.5rem; }
        th, td { border: 1px solid var(--line); padding: .2rem .5rem; text-align: left; vertical-align: top; font-weight: normal; }
        thead th { font-weight: 600; }
        td.cell { white-space: nowrap; }
        .passed, .info, .non-strict, .pass { color: var(--pass); }
        .failed, .stale, .flaky, .harness, .fail { color: var(--bad); font-weight: 600; }
        .known { color: var(--known); }
        .not-declared, .not-run, .undetectable, .unimplemented { color: var(--none); }
        small { font-size: .8em; }
        pre { overflow-x: auto; border: 1px solid var(--line); padding: .6rem; font-size: 13px; }
        details { margin: .6rem 0; }
        summary { cursor: pointer; }
        """;
}
