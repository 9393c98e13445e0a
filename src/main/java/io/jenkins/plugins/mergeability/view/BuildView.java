package io.jenkins.plugins.mergeability.view;

import hudson.model.Run;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The status of the components of a build, at one moment. */
@ExportedBean(defaultVisibility = 2)
public final class BuildView {

    private static final Logger LOGGER = Logger.getLogger(BuildView.class.getName());

    private final boolean building;
    private final String error;
    private final List<InvocationView> calls;
    private final Counts counts;

    private BuildView(boolean building, String error, List<InvocationView> calls) {
        this.building = building;
        this.error = error;
        this.calls = List.copyOf(calls);
        this.counts = Counts.sum(calls.stream().map(InvocationView::getCounts).toList());
    }

    /** The components of a build now. */
    static BuildView of(Run<?, ?> run) {
        // Read first, so that the records are not older.
        boolean building = run.isLogUpdated();
        List<InvocationView> calls = new ArrayList<>();
        String error = "";
        try {
            ViewContext context = new ViewContext(run, System.currentTimeMillis());
            for (BuildRecord record : BuildRecords.of(run).all()) {
                calls.add(new InvocationView(record, context));
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot read the status of the components of " + run);
            error = Messages.BuildView_Unreadable(e.getMessage());
        }
        return new BuildView(building, error, calls);
    }

    /** Whether the build runs. */
    @Exported
    public boolean isBuilding() {
        return building;
    }

    /** The error if records cannot be read; empty otherwise. */
    public String getError() {
        return error;
    }

    /** A summary in one line. */
    @Exported
    public String getSummary() {
        return error.isEmpty() ? counts.getSummary() : error;
    }

    /** The numbers of components and jobs. */
    @Exported
    public Counts getCounts() {
        return counts;
    }

    /** The calls of the step, one for each plan. */
    @Exported
    public List<InvocationView> getCalls() {
        return calls;
    }

    /** A text that changes whenever there is something new to show. */
    public String getVersion() {
        int hash = Boolean.hashCode(building) + 31 * error.hashCode();
        for (InvocationView call : calls) {
            hash = 31 * hash + call.version();
        }
        return Integer.toHexString(hash);
    }

    /** The failed jobs, in the order of the page. */
    public List<JobView> getFailed() {
        return calls.stream().flatMap(call -> call.getFailed().stream()).toList();
    }
}
