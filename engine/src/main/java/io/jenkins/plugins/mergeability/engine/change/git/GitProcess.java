package io.jenkins.plugins.mergeability.engine.change.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running git. A thread of its own takes what git says on standard error, so that whoever reads standard output to
 * its end cannot be blocked by it.
 */
final class GitProcess {

    private static final int STACK = 64 * 1024;
    private static final int MOST_ERROR_TEXT = 2_000;

    private final Git git;
    private final String name;
    private final Process process;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final Thread drain;

    GitProcess(Git git, String name, Process process) {
        this.git = git;
        this.name = name;
        this.process = process;
        this.drain = new Thread(null, this::drainErrors, name + " errors", STACK);
        drain.setDaemon(true);
        drain.start();
    }

    /** What git reads; to be closed when all is said. */
    OutputStream input() {
        return process.getOutputStream();
    }

    /** What git prints; to be read to its end. */
    InputStream output() {
        return process.getInputStream();
    }

    /** Says {@code text} and nothing more. */
    GitProcess say(byte[] text) throws ExternalFailureException {
        try (OutputStream input = input()) {
            input.write(text);
        } catch (IOException e) {
            // It ended without listening, so how it ended tells more.
            throw finish() == 0 ? trouble(e) : failure();
        }
        return this;
    }

    /** Everything git prints, and success. */
    byte[] read() throws ExternalFailureException {
        return read(0);
    }

    /** Everything git prints, where {@code otherSuccess} is an exit code that is as good as zero. */
    byte[] read(int otherSuccess) throws ExternalFailureException {
        byte[] all;
        try {
            all = output().readAllBytes();
        } catch (IOException e) {
            throw trouble(e);
        }
        int exit = finish();
        if (exit != 0 && exit != otherSuccess) {
            throw failure();
        }
        return all;
    }

    /** Waits for the end, which has to be a success. */
    void succeed() throws ExternalFailureException {
        if (finish() != 0) {
            throw failure();
        }
    }

    /** Waits for the end. */
    int finish() throws ExternalFailureException {
        try {
            int exit = process.waitFor();
            drain.join();
            return exit;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ExternalFailureException(name + " was interrupted", e);
        }
    }

    /** What git said on standard error so far; all of it once {@link #finish} has returned. */
    String errorText() {
        synchronized (errors) {
            return errors.toString(UTF_8);
        }
    }

    /** The error that says that git failed, with its own words. */
    ExternalFailureException failure() {
        String said = printable(errorText().strip());
        return new ExternalFailureException(name + " failed with exit code " + process.exitValue()
                + (said.isEmpty() ? "" : ": " + said) + tooOld());
    }

    /** The error that says that git could not be talked to. */
    ExternalFailureException trouble(IOException cause) {
        return cause instanceof ExternalFailureException known
                ? known
                : new ExternalFailureException("cannot talk to " + name + ": " + cause.getMessage(), cause);
    }

    /** The error that says that git printed something else than it documents. */
    ExternalFailureException unexpected(String what) {
        return new ExternalFailureException(
                name + " printed something unexpected: " + GitPath.display(what) + tooOld());
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder();
        for (String line :
                text.substring(0, Math.min(text.length(), MOST_ERROR_TEXT)).split("\\R")) {
            out.append(out.isEmpty() ? "" : "\n  ");
            String shown = GitPath.display(line);
            out.append(shown.startsWith("\"") && shown.length() > 2 ? shown.substring(1, shown.length() - 1) : shown);
        }
        return out.toString();
    }

    /** A remark about the version, asked for only when something went wrong: it is the likeliest reason. */
    private String tooOld() {
        if (name.equals("git version")) {
            return "";
        }
        try {
            String text = new String(git.start("version").read(), UTF_8);
            Matcher numbers = Pattern.compile("(\\d+)\\.(\\d+)").matcher(text);
            if (numbers.find()) {
                int major = Integer.parseInt(numbers.group(1));
                int minor = Integer.parseInt(numbers.group(2));
                if (major < Git.OLDEST[0] || major == Git.OLDEST[0] && minor < Git.OLDEST[1]) {
                    return " (this is " + printable(text.strip()) + "; " + Git.OLDEST[0] + "." + Git.OLDEST[1]
                            + " or newer is needed)";
                }
            }
            return "";
        } catch (ExternalFailureException e) {
            return "";
        }
    }

    private void drainErrors() {
        byte[] buffer = new byte[1024];
        try (InputStream stream = process.getErrorStream()) {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                synchronized (errors) {
                    if (errors.size() < 2 * MOST_ERROR_TEXT) {
                        errors.write(buffer, 0, n);
                    }
                }
            }
        } catch (IOException e) {
            // The stream breaks when the process is ended from here; what it said before is all there is.
            synchronized (errors) {
                errors.writeBytes(("\n" + e.getMessage()).getBytes(UTF_8));
            }
        }
    }

    /** Ends git if it still runs. */
    void end() {
        if (process.isAlive()) {
            process.destroyForcibly();
        }
    }
}
