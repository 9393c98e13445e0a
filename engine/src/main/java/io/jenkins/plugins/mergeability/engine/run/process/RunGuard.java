package io.jenkins.plugins.mergeability.engine.run.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Ends the processes of a run whose runner is killed. It is a shell beside the commands, reading from a pipe that only
 * the runner holds open. If the pipe ends before the run does, the shell signals the processes with the run's marker and
 * the descendants of its commands, and kills those that are alive after the grace. Windows has no guard.
 */
public final class RunGuard implements AutoCloseable {

    /** The arguments are the marker, and the grace in tenths of a second. */
    private static final String SCRIPT = """
            trap '' INT TERM HUP QUIT
            export LC_ALL=C
            pids=' '
            while read -r change pid; do
              case $change in
                +) pids="$pids$pid " ;;
                -) pids="${pids%% $pid *} ${pids#* $pid }" ;;
                done) exit ;;
              esac
            done
            find_processes() {
              grep -lF "$1" /proc/[0-9]*/environ | while IFS=/ read -r _ _ pid _; do echo "$pid"; done
              ps -A -o pid= -o ppid= -o stat= | awk -v roots="$pids" '
                BEGIN { count = split(roots, root, " "); for (i = 1; i <= count; i++) tree[root[i]] = 1 }
                $3 !~ /^Z/ { parent[$1] = $2 }
                END {
                  do {
                    grown = 0
                    for (pid in parent) if (!(pid in tree) && parent[pid] in tree) grown = tree[pid] = 1
                  } while (grown)
                  for (pid in tree) if (pid in parent) print pid
                }'
            }
            signal=TERM
            round=0
            while [ "$round" -lt $(($2 + 20)) ]; do
              found=$(find_processes "$1" | sort -u)
              [ -n "$found" ] || exit
              for pid in $found; do
                case $pids in *" $pid "*) ;; *) pids="$pids$pid " ;; esac
              done
              [ "$round" -lt "$2" ] || signal=KILL
              [ "$signal" = none ] || kill -s "$signal" $found
              signal=none
              sleep 0.1 || sleep 1
              round=$((round + 1))
            done
            """;

    private static final long CLOSE_SECONDS = 5;

    private final FutureTask<Process> guard;

    private boolean begun;

    /**
     * A guard that does not run yet.
     *
     * @param markers the markers of the run's processes
     * @param grace how long processes may take to clean up between the signal to end and the kill
     */
    public RunGuard(ProcessMarkers markers, Duration grace) {
        guard = new FutureTask<>(() -> process(markers.run(), grace));
    }

    private static Process process(String marker, Duration grace) throws IOException {
        if (File.separatorChar != '/') {
            throw new IOException("this system has no sh");
        }
        return new ProcessBuilder("sh", "-c", SCRIPT, "mergeability-guard", marker, "" + grace.toMillis() / 100)
                .directory(new File("/"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts the guard unless it has been started, in a thread of its own so that no command waits for it. */
    synchronized void begin() {
        if (!begun) {
            begun = true;
            Thread thread = new Thread(guard, "mergeability-guard");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** A command's process has started. */
    void started(long pid) {
        send("+ " + pid);
    }

    /** A command's process has ended. */
    void ended(long pid) {
        send("- " + pid);
    }

    /** Ends the guard: the runner itself has ended the processes. */
    @Override
    public synchronized void close() {
        if (!begun) {
            return;
        }
        send("done");
        try {
            Process process = guard.get();
            if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (ExecutionException unguarded) {
            // There is none to end.
            return;
        } catch (InterruptedException e) {
            // It ends without being waited for.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void send(String line) {
        try {
            OutputStream pipe = guard.get().getOutputStream();
            pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (ExecutionException | IOException unguarded) {
            // Without a shell, or if it was killed, the run goes on unguarded.
            return;
        } catch (InterruptedException e) {
            // The run ends, and ends its processes itself.
            Thread.currentThread().interrupt();
        }
    }
}
