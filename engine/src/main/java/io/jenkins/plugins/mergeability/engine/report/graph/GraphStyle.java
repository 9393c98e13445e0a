package io.jenkins.plugins.mergeability.engine.report.graph;

/**
 * The style sheet of {@link GraphSvg}. Every rule names the drawing's own class, so that a page that contains it keeps
 * its style; no rule uses features of browsers only, because of converters in wikis.
 */
final class GraphStyle {

    static final String CSS = """
            .mergeability{font-family:system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
            .mergeability .ground{fill:#ffffff;stroke:#d1d9e0}
            .mergeability text{fill:#1f2328;font-size:11px}
            .mergeability .title{font-size:16px;font-weight:600}
            .mergeability .name{font-size:13px;font-weight:600}
            .mergeability .line,.mergeability .note{fill:#59636e}
            .mergeability .edges path,.mergeability>path{fill:none;stroke:#818b98;stroke-width:1.3}
            .mergeability path.affects{stroke-dasharray:6 4}
            .mergeability path.reason{stroke:#0969da;stroke-width:3}
            .mergeability marker{fill:#818b98}
            .mergeability marker.reason{fill:#0969da}
            .mergeability .box{fill:#f6f8fa;stroke:#818b98;stroke-width:1.3}
            .mergeability .halo{fill:none;stroke:#818b98;stroke-width:1.3;stroke-dasharray:6 4}
            .mergeability .sign{fill:none;stroke:#818b98;stroke-width:2}
            .mergeability .run .box{fill:#ddf4ff;stroke:#0969da;stroke-width:2.5}
            .mergeability .run .sign{fill:#0969da;stroke:none}
            .mergeability .proven .box{fill:#dafbe1;stroke:#1a7f37}
            .mergeability .proven .sign{stroke:#1a7f37}
            .mergeability .idle .box{stroke:#0969da}
            .mergeability .idle .sign{stroke:#0969da}
            .mergeability .unaffected .box{fill:none;stroke-dasharray:2 3}
            .mergeability .unaffected .name{fill:#59636e;font-weight:400}
            @media (prefers-color-scheme:dark){
            .mergeability .ground{fill:#0d1117;stroke:#3d444d}
            .mergeability text{fill:#f0f6fc}
            .mergeability .line,.mergeability .note,.mergeability .unaffected .name{fill:#9198a1}
            .mergeability .edges path,.mergeability>path{stroke:#656c76}
            .mergeability path.reason{stroke:#4493f8}
            .mergeability marker{fill:#656c76}
            .mergeability marker.reason{fill:#4493f8}
            .mergeability .box{fill:#151b23;stroke:#656c76}
            .mergeability .halo,.mergeability .sign{stroke:#656c76}
            .mergeability .run .box{fill:#102a4c;stroke:#4493f8}
            .mergeability .run .sign{fill:#4493f8}
            .mergeability .proven .box{fill:#0f2d1a;stroke:#3fb950}
            .mergeability .proven .sign{stroke:#3fb950}
            .mergeability .idle .box,.mergeability .idle .sign{stroke:#4493f8}
            .mergeability .unaffected .box{fill:none}
            }
            """;

    /** The additional rules of {@link TimelineSvg}. */
    static final String TIMELINE_CSS = """
            .mergeability .tick{fill:none;stroke:#d1d9e0}
            .mergeability .wait{fill:none;stroke:#818b98;stroke-width:2;stroke-dasharray:2 3}
            .mergeability .bar rect{fill:#dafbe1;stroke:#1a7f37}
            .mergeability .bar.running rect{fill:#ddf4ff;stroke:#0969da;stroke-dasharray:6 4}
            .mergeability .bar.failed rect{fill:#ffebe9;stroke:#cf222e}
            .mergeability .bar.stopped rect{fill:#f6f8fa;stroke:#818b98}
            .mergeability .bar.critical rect{stroke-width:3}
            @media (prefers-color-scheme:dark){
            .mergeability .tick{stroke:#3d444d}
            .mergeability .bar rect{fill:#0f2d1a;stroke:#3fb950}
            .mergeability .bar.running rect{fill:#102a4c;stroke:#4493f8}
            .mergeability .bar.failed rect{fill:#3c1618;stroke:#f85149}
            .mergeability .bar.stopped rect{fill:#151b23;stroke:#656c76}
            }
            """;

    private GraphStyle() {}
}
