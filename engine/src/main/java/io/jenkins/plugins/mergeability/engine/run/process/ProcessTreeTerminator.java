package io.jenkins.plugins.mergeability.engine.run.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends all processes that commands have started: it signals them, and kills those that are alive after the grace. A
 * process that a signaled one starts is part of its clean-up, and is signaled only when its parent has ended. It also
 * finds that there is nothing to end, which shows that a job has left no process running. Requests at the same time
 * share one scan of the processes.
 */
public final class ProcessTreeTerminator implements Runnable, AutoCloseable {

    /** Called on the terminator's thread when the processes have ended. */
    public interface Callback {
        /**
         * @param ended how many processes had to be ended
         * @param surviving the numbers of processes that could not be ended
         */
        void terminated(int ended, List<Long> surviving);
    }

    private static final long POLL_MILLIS = 10;
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(2);

    private final ProcessMarkers markers;
    private final long graceNanos;
    private final List<Request> arrived = new ArrayList<>();
    private Thread thread;
    private boolean closed;

    public ProcessTreeTerminator(ProcessMarkers markers, Duration grace) {
        this.markers = markers;
        this.graceNanos = grace.toNanos();
    }

    /** Ends the processes of commands and calls back when none is alive. None of the commands may start any more. */
    public synchronized void end(List<CommandProcess> processes, Callback callback) {
        arrived.add(new Request(processes, callback));
        if (thread == null) {
            thread = new Thread(this, "mergeability-terminator");
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
            Map<Integer, List<ProcessHandle>> marked = markers.find();
            open.removeIf(request -> request.step(marked));
        }
    }

    private synchronized boolean takeArrived(List<Request> open) {
        try {
            if (!open.isEmpty()) {
                wait(POLL_MILLIS);
            }
            while (!closed && open.isEmpty() && arrived.isEmpty()) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("this thread is never interrupted", e);
        }
        open.addAll(arrived);
        arrived.clear();
        return !closed || !open.isEmpty();
    }

    private final class Request {
        private final List<CommandProcess> processes;
        private final Callback callback;
        private final Set<ProcessHandle> signaled = new LinkedHashSet<>();
        private long killAt;

        Request(List<CommandProcess> processes, Callback callback) {
            this.processes = List.copyOf(processes);
            this.callback = callback;
        }

        /** Takes the next step; returns whether it was the last. */
        boolean step(Map<Integer, List<ProcessHandle>> marked) {
            Set<ProcessHandle> alive = alive(marked);
            if (alive.isEmpty()) {
                callback.terminated(signaled.size(), List.of());
                return true;
            }
            long now = System.nanoTime();
            if (signaled.isEmpty()) {
                killAt = now + graceNanos;
            }
            boolean kill = now - killAt >= 0;
            if (kill && now - killAt >= KILL_TIMEOUT.toNanos()) {
                callback.terminated(
                        signaled.size(),
                        alive.stream().map(ProcessHandle::pid).sorted().toList());
                return true;
            }
            boolean first = signaled.isEmpty();
            for (ProcessHandle handle : alive) {
                if (kill) {
                    handle.destroyForcibly();
                    signaled.add(handle);
                } else if (!signaled.contains(handle) && (first || !isCleanUp(handle, alive))) {
                    handle.destroy();
                    signaled.add(handle);
                }
            }
            return false;
        }

        /** Whether a process has a parent that the signal did not end. */
        private boolean isCleanUp(ProcessHandle handle, Set<ProcessHandle> alive) {
            return handle.parent().filter(alive::contains).isPresent();
        }

        private Set<ProcessHandle> alive(Map<Integer, List<ProcessHandle>> marked) {
            Set<ProcessHandle> alive = new LinkedHashSet<>();
            for (CommandProcess process : processes) {
                process.tree().forEach(alive::add);
                alive.addAll(marked.getOrDefault(process.id(), List.of()));
            }
            alive.addAll(signaled);
            alive.removeIf(handle -> !markers.isAlive(handle));
            return alive;
        }
    }
}
