import Conformance

extension Report {
  /// How the page looks: from a telephone's width on, in light and in dark. Without the characters that XML
  /// would take for markup.
  static let pageStyle = """

    :root {
      --paper: #fff; --ink: #1b1f24; --faint: #59636e; --line: #d1d9e0; --raised: #f6f8fa; --link: #0550ae;
      --good: #1a7f37; --bad: #c1121f;
      --p: #a8d5ba; --a: #f2b950; --b: #e2711d; --c: #b3122b; --n: #6a1b9a; --o: #0b7285; --k: #1b1f24;
      --e: #c9b8e8; --u: #dfe3e8;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #0d1117; --ink: #e6edf3; --faint: #9198a1; --line: #3d444d; --raised: #161b22; --link: #79b8ff;
        --good: #4cc267; --bad: #ff7b72;
        --p: #1f5b36; --a: #d9a520; --b: #ee7b30; --c: #ff5468; --n: #c58af9; --o: #3bc9db; --k: #f0f3f6;
        --e: #6e5a99; --u: #2d333b;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 68rem; padding: 1rem; background: var(--paper); color: var(--ink);
      font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
    }
    header { border-left: 6px solid var(--bad); padding: .25rem 0 .25rem 1rem; }
    header.good { border-color: var(--good); }
    h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; color: var(--bad); }
    .good h1 { color: var(--good); }
    header p { margin: .25rem 0; }
    header ul { margin: 0; padding: 0; list-style: none; color: var(--faint); }
    h2 { margin: 2rem 0 .5rem; padding-top: .5rem; border-top: 1px solid var(--line); font-size: 1.25rem; }
    h3 { margin: 1.25rem 0 .4rem; font-size: 1rem; }
    small, caption, figcaption, .steps, .plot span { color: var(--faint); font-size: .85rem; font-weight: normal; }
    p { margin: .4rem 0; }
    a { color: var(--link); }
    code { font: .92em ui-monospace, monospace; }
    .wide { overflow-x: auto; }
    .tall { max-height: 24rem; overflow-y: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: .15rem .75rem .15rem 0; text-align: left; font-weight: normal; }
    td { text-align: right; }
    td.text { text-align: left; overflow-wrap: normal; }
    tr + tr { border-top: 1px solid var(--line); }
    .alarm { color: var(--bad); font-weight: 600; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }

    .p { background: var(--p); } .a { background: var(--a); } .b { background: var(--b); }
    .c { background: var(--c); } .o { background: var(--o); } .k { background: var(--k); }
    .e { background: var(--e); } .u { background: var(--u); }
    .n { background: repeating-linear-gradient(45deg, var(--n) 0 3px, var(--paper) 3px 4px); stroke: var(--n); }
    i { display: inline-block; width: 11px; height: 11px; border-radius: 2px; }
    .legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: .5rem 0; padding: 0; list-style: none; }
    output { display: block; position: sticky; top: 0; z-index: 1; min-height: 1.6em; background: var(--paper); color: var(--faint); }
    .strip { display: flex; flex-wrap: wrap; gap: 2px; margin: 0; padding: 0; list-style: none; }
    .strip a, .strip i { display: block; width: 11px; height: 11px; border-radius: 2px; }

    .matrix { font-size: .75rem; line-height: 1.1; }
    .matrix caption { padding-bottom: .4rem; text-align: left; }
    .matrix tr { border: 0; }
    .matrix th { padding: 0 2px; text-align: center; white-space: nowrap; color: var(--faint); }
    .matrix thead th { padding: 2px 0; border-left: 1px solid var(--line); }
    .matrix .axis { padding-right: 5px; border: 0; text-align: right; color: var(--ink); }
    .matrix .upright th:not(.axis) { height: 4.2rem; border: 0; vertical-align: bottom; }
    .matrix .upright th:not(.axis) span, .matrix th[rowspan] span { writing-mode: vertical-rl; rotate: 180deg; }
    .matrix th[rowspan] { border-top: 1px solid var(--line); white-space: normal; }
    .matrix tbody th:last-of-type { padding-right: 5px; text-align: right; }
    .matrix td { padding: 0; border: 1px solid var(--paper); }
    .matrix td a, .matrix td i { display: block; width: 17px; height: 15px; border-radius: 2px; }

    figure { margin: .5rem 0; }
    svg { display: block; border-bottom: 1px solid var(--line); }
    svg path { fill: none; stroke-width: 8; }
    svg .far { stroke: var(--b); } svg .near { stroke: var(--c); } svg .n { stroke-dasharray: 3 2; }
    details svg { width: 16rem; max-width: 100%; height: 3.5rem; }
    .chart { max-width: 40rem; margin-top: 1rem; }
    .plot { position: relative; height: 8rem; margin-left: 2.5rem; border-left: 1px solid var(--line); }
    .plot svg { width: 100%; height: 100%; }
    .chart .far { opacity: .45; }
    .plot span { position: absolute; right: 100%; padding-right: .4rem; line-height: 1; white-space: nowrap; translate: 0 50%; }
    .steps { display: flex; justify-content: space-between; margin-left: 2.5rem; }

    .tools { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; }
    html:not(.script) .tools, html:not(.script) output { display: none; }
    input { padding: .2rem .4rem; border: 1px solid var(--line); background: var(--paper); color: inherit; font: inherit; }
    details {
      border-top: 1px solid var(--line); scroll-margin-top: 2rem;
      content-visibility: auto; contain-intrinsic-size: auto 2.4rem;
    }
    details[open] { background: var(--raised); }
    summary { padding: .35rem .25rem; cursor: pointer; }
    summary small { margin-left: .25rem; }
    details > div { padding: 0 .25rem .75rem 1.25rem; scroll-margin-top: 4.5rem; }
    dl { margin: .5rem 0 0; } dt { color: var(--faint); font-size: .85rem; } dd { margin: 0 0 .3rem; }

    @media (max-width: 40rem) {
      body { padding: .75rem; }
      header { padding-left: .6rem; }
      h1 { font-size: 1.35rem; }
      .matrix { font-size: .62rem; }
      .matrix td { border-width: 0 1px 1px 0; }
      .matrix td a, .matrix td i { width: 6.5px; height: 12px; border-radius: 1px; }
      .matrix .upright th:not(.axis) { height: 2.6rem; font-size: 7px; }
      .strip a, .strip i { width: 13px; height: 13px; }
      details > div { padding-left: .25rem; }
    }

    """
}
