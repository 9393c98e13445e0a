package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** The jobs that have ended or are to start since the last round. Any thread may add to them. */
final class RoundRequests {

    private record Start(JobKey job, Consumer<Preparation> done) {}

    /**
     * A job that has ended.
     *
     * @param hasPassed whether its commands have passed
     * @param done receives what it has left
     */
    record Ending(JobKey job, boolean hasPassed, Consumer<Leavings> done) {}

    private final Queue<Start> starts = new ConcurrentLinkedQueue<>();
    private final Queue<Ending> ends = new ConcurrentLinkedQueue<>();

    void start(JobKey job, Consumer<Preparation> done) {
        starts.add(new Start(job, done));
    }

    void end(Ending ending) {
        ends.add(ending);
    }

    List<Ending> takeEnds() {
        List<Ending> taken = new ArrayList<>();
        for (Ending ending = ends.poll(); ending != null; ending = ends.poll()) {
            taken.add(ending);
        }
        return taken;
    }

    /** Moves the jobs that are to start to those that wait; returns whether there were any. */
    boolean moveStarts(Map<JobKey, Consumer<Preparation>> waiting) {
        boolean any = false;
        for (Start start = starts.poll(); start != null; start = starts.poll()) {
            waiting.put(start.job(), start.done());
            any = true;
        }
        return any;
    }
}
