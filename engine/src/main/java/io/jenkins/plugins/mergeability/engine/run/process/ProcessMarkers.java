package io.jenkins.plugins.mergeability.engine.run.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Finds the processes that the commands of a run have started, including detached ones: the environment of every
 * command contains a marker, processes inherit their parent's environment, and {@code /proc}, where it exists, shows
 * it. A process that is meant to outlive its job is started with the variable {@value #VARIABLE} unset.
 *
 * <p>A command inside a command of another run has both markers, so each run finds it.
 */
public final class ProcessMarkers {

    /** The variable that contains the markers. */
    static final String VARIABLE = "MERGEABILITY_COOKIE";

    /** How often, a millisecond apart, the environment of a process is read that seems to be replacing its program. */
    private static final int MAX_READS = 20;

    private final File proc;
    private final String run;
    private final byte[] needle;
    private final String inherited;
    private final BitSet before;

    /**
     * @param proc the directory in which the kernel shows processes, such as {@code /proc}; it need not exist
     */
    public ProcessMarkers(File proc) {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        this.proc = proc;
        this.run = "m" + HexFormat.of().formatHex(random) + ".";
        this.needle = run.getBytes(StandardCharsets.US_ASCII);
        String outer = System.getenv(VARIABLE);
        this.inherited = outer == null ? "" : outer;
        this.before = new BitSet();
        for (int pid : pids()) {
            before.set(pid);
        }
    }

    /** What the markers of all commands of the run start with. */
    String run() {
        return run;
    }

    /** The value of {@link #VARIABLE} for a command. */
    String of(int command) {
        return inherited + run + command + ";";
    }

    /** The marked processes that are alive, by the command they come from; none without {@code /proc}. */
    Map<Integer, List<ProcessHandle>> find() {
        Map<Integer, List<ProcessHandle>> found = new HashMap<>();
        BitSet listed = new BitSet();
        for (int pid : pids()) {
            listed.set(pid);
            if (!before.get(pid)) {
                int command = commandOf(pid);
                if (command >= 0) {
                    ProcessHandle.of(pid).ifPresent(handle -> {
                        // Checked again, as the number may have been reused before the handle was created.
                        if (commandOf(pid) == command) {
                            found.computeIfAbsent(command, key -> new ArrayList<>())
                                    .add(handle);
                        }
                    });
                }
            }
        }
        before.and(listed);
        return found;
    }

    /** Whether a process is alive and not a zombie. */
    boolean isAlive(ProcessHandle handle) {
        return handle.isAlive() && !isZombie(handle.pid());
    }

    private int[] pids() {
        String[] names = proc.list();
        int[] pids = new int[names == null ? 0 : names.length];
        int count = 0;
        for (int i = 0; i < pids.length; i++) {
            int pid = number(names[i]);
            if (pid > 0) {
                pids[count++] = pid;
            }
        }
        return Arrays.copyOf(pids, count);
    }

    private static int number(String name) {
        int number = 0;
        for (int i = 0; i < name.length(); i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i > 8) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Which command of this run a process comes from, or -1. */
    private int commandOf(int pid) {
        for (int read = 0; read < MAX_READS; read++) {
            byte[] environment = read(pid, "environ");
            if (environment.length > 0) {
                return markerIn(environment);
            }
            // Empty: another user's, ended, a kernel thread; or its program is being replaced at this moment.
            if (!isReplacingProgram(pid)) {
                return -1;
            }
            LockSupport.parkNanos(1_000_000);
        }
        // Its environment stays empty, so it is not read again.
        before.set(pid);
        return -1;
    }

    private int markerIn(byte[] environment) {
        for (int i = 0; i + needle.length < environment.length; i++) {
            int matched = 0;
            while (matched < needle.length && environment[i + matched] == needle[matched]) {
                matched++;
            }
            if (matched == needle.length) {
                int command = 0;
                for (int j = i + matched; j < environment.length && environment[j] != ';'; j++) {
                    command = command * 10 + environment[j] - '0';
                }
                return command;
            }
        }
        return -1;
    }

    /** The line is {@code pid (name) state parent ...}, and the name may contain anything. */
    private String statOf(int pid) {
        String stat = new String(read(pid, "stat"), StandardCharsets.ISO_8859_1);
        int name = stat.lastIndexOf(") ");
        return name < 0 ? "" : stat.substring(name + 2);
    }

    private boolean isZombie(long pid) {
        String stat = statOf((int) pid);
        return stat.startsWith("Z") || stat.startsWith("X");
    }

    private boolean isReplacingProgram(int pid) {
        String stat = statOf(pid);
        boolean kernel = pid == 2 || stat.startsWith("2 ", 2);
        boolean ended = stat.isEmpty() || stat.startsWith("Z") || stat.startsWith("X");
        return !kernel && !ended && new File(proc, pid + "/environ").canRead();
    }

    private byte[] read(int pid, String file) {
        try (FileInputStream in = new FileInputStream(new File(proc, pid + "/" + file))) {
            return in.readAllBytes();
        } catch (IOException ended) {
            // It has ended, or belongs to another user.
            return new byte[0];
        }
    }
}
