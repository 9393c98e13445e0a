package io.jenkins.plugins.mergeability.view;

import io.jenkins.plugins.mergeability.record.TestCounts;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The results of the test reports of a job. */
@ExportedBean(defaultVisibility = 6)
public final class TestsView {

    private final TestCounts counts;

    TestsView(TestCounts counts) {
        this.counts = counts;
    }

    @Exported
    public int getTotal() {
        return counts.total();
    }

    @Exported
    public int getFailed() {
        return counts.failed();
    }

    @Exported
    public int getSkipped() {
        return counts.skipped();
    }

    /** Such as {@code 41, 2 failed}. */
    public String getText() {
        return counts.failed() == 0
                ? Messages.TestsView_Passed(counts.total())
                : Messages.TestsView_Failed(counts.total(), counts.failed());
    }
}
