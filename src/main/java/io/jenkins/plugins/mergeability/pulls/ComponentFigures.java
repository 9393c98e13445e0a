package io.jenkins.plugins.mergeability.pulls;

import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** How often a component is affected. */
@ExportedBean(defaultVisibility = 3)
public final class ComponentFigures {

    private final String name;
    private final int builds;
    private final int all;

    ComponentFigures(String name, int builds, int all) {
        this.name = name;
        this.builds = builds;
        this.all = all;
    }

    @Exported
    public String getName() {
        return name;
    }

    /** The number of builds that affected it. */
    @Exported
    public int getBuilds() {
        return builds;
    }

    /** The percentage of builds that affected it. */
    @Exported
    public double getShare() {
        return Ratio.percent(builds, all);
    }
}
