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

/** What became of the components of a build so far, as it was at one moment. */
@ExportedBean(defaultVisibility = 2)
public final class BuildView {

    private static final Logger LOGGER = Logger.getLogger(BuildView.class.getName());

    private final boolean building;
    private final String problem;
    private final List<InvocationView> calls;
    private final Counts counts;

    private BuildView(boolean building, String problem, List<InvocationView> calls) {
        this.building = building;
        this.problem = problem;
        this.calls = List.copyOf(calls);
        this.counts = Counts.sum(calls.stream().map(InvocationView::getCounts).toList());
    }

    /** The components of a build now. */
    static BuildView of(Run<?, ?> run) {
        // Asked first: what is read afterwards is then never older than the answer.
        boolean building = run.isLogUpdated();
        List<InvocationView> calls = new ArrayList<>();
        String problem = "";
        try {
            ViewContext moment = new ViewContext(run, System.currentTimeMillis());
            for (BuildRecord record : BuildRecords.of(run).all()) {
                calls.add(new InvocationView(record, moment));
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot read what became of the components of " + run);
            problem = Messages.BuildView_Unreadable(e.getMessage());
        }
        return new BuildView(building, problem, calls);
    }

    /** Whether the build goes on. */
    @Exported
    public boolean isBuilding() {
        return building;
    }

    /** Why not everything can be shown; empty otherwise. */
    public String getProblem() {
        return problem;
    }

    /** All of it in a line. */
    @Exported
    public String getSummary() {
        return problem.isEmpty() ? counts.getSummary() : problem;
    }

    /** How many jobs and components are where. */
    @Exported
    public Counts getCounts() {
        return counts;
    }

    /** The calls of the step, one for each plan. */
    @Exported
    public List<InvocationView> getCalls() {
        return calls;
    }

    /** A text that is another one whenever there is something new to show. */
    public String getVersion() {
        int hash = Boolean.hashCode(building) + 31 * problem.hashCode();
        for (InvocationView call : calls) {
            hash = 31 * hash + call.version();
        }
        return Integer.toHexString(hash);
    }

    /** The jobs that failed, in the order they are shown in. */
    public List<JobView> getFailed() {
        return calls.stream().flatMap(call -> call.getFailed().stream()).toList();
    }
}
