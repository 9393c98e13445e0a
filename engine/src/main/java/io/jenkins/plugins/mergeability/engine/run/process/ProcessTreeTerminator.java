package io.jenkins.plugins.mergeability.engine.run.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends everything that commands have started: asks first, and kills what is still there after the grace. It also finds
 * that there is nothing to end, which is how a job learns that it has left nothing behind; requests that come in
 * meanwhile share one look at the processes.
 */
public final class ProcessTreeTerminator implements Runnable, AutoCloseable {

    /** Told on the ender's thread when a request is done. */
    public interface Done {
        /**
         * @param ended how many processes had to be ended
         * @param surviving the numbers of processes that could not be
         */
        void done(int ended, List<Long> surviving);
    }

    private static final long LOOK_AGAIN_MILLIS = 10;
    private static final Duration AFTER_KILL = Duration.ofSeconds(2);

    private final ProcessMarkers marks;
    private final long graceNanos;
    private final List<Request> arrived = new ArrayList<>();
    private Thread thread;
    private boolean closed;

    public ProcessTreeTerminator(ProcessMarkers marks, Duration grace) {
        this.marks = marks;
        this.graceNanos = grace.toNanos();
    }

    /** Ends what the commands have started and calls back when nothing of it lives. None of them may start any more. */
    public synchronized void end(List<CommandProcess> executions, Done done) {
        arrived.add(new Request(executions, done));
        if (thread == null) {
            thread = new Thread(this, "mergeability-ender");
            thread.setDaemon(true);
            thread.start();
        }
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    @Override
    public void run() {
        List<Request> open = new ArrayList<>();
        while (takeArrived(open)) {
            Map<Integer, List<ProcessHandle>> marked = marks.find();
            open.removeIf(request -> request.step(marked));
        }
    }

    private synchronized boolean takeArrived(List<Request> open) {
        try {
            if (!open.isEmpty()) {
                wait(LOOK_AGAIN_MILLIS);
            }
            while (!closed && open.isEmpty() && arrived.isEmpty()) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
        open.addAll(arrived);
        arrived.clear();
        return !closed || !open.isEmpty();
    }

    private final class Request {
        private final List<CommandProcess> executions;
        private final Done done;
        private final Map<ProcessHandle, Boolean> asked = new LinkedHashMap<>();
        private long killAt;

        Request(List<CommandProcess> executions, Done done) {
            this.executions = List.copyOf(executions);
            this.done = done;
        }

        /** Does the next thing there is to do; returns whether that was the last. */
        boolean step(Map<Integer, List<ProcessHandle>> marked) {
            Set<ProcessHandle> alive = alive(marked);
            if (alive.isEmpty()) {
                done.done(asked.size(), List.of());
                return true;
            }
            long now = System.nanoTime();
            if (asked.isEmpty()) {
                killAt = now + graceNanos;
            }
            boolean kill = now - killAt >= 0;
            if (kill && now - killAt >= AFTER_KILL.toNanos()) {
                done.done(
                        asked.size(),
                        alive.stream().map(ProcessHandle::pid).sorted().toList());
                return true;
            }
            for (ProcessHandle handle : alive) {
                if (kill) {
                    handle.destroyForcibly();
                } else if (!asked.containsKey(handle)) {
                    handle.destroy();
                }
                asked.put(handle, kill);
            }
            return false;
        }

        private Set<ProcessHandle> alive(Map<Integer, List<ProcessHandle>> marked) {
            Set<ProcessHandle> alive = new LinkedHashSet<>();
            for (CommandProcess execution : executions) {
                execution.tree().forEach(alive::add);
                alive.addAll(marked.getOrDefault(execution.id(), List.of()));
            }
            alive.addAll(asked.keySet());
            alive.removeIf(handle -> !marks.lives(handle));
            return alive;
        }
    }
}
