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
 * A running git process. A separate thread drains standard error, so that reading standard output to its end cannot
 * block.
 */
final class GitProcess {

    private static final int STACK = 64 * 1024;
    private static final int MAX_ERROR_TEXT = 2_000;

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

    /** Standard input of git; the caller closes it. */
    OutputStream input() {
        return process.getOutputStream();
    }

    /** Standard output of git; the caller reads it to its end. */
    InputStream output() {
        return process.getInputStream();
    }

    /** Writes {@code text} to standard input and closes it. */
    GitProcess send(byte[] text) throws ExternalFailureException {
        try (OutputStream input = input()) {
            input.write(text);
        } catch (IOException e) {
            // It ended without reading: its own error says more.
            throw finish() == 0 ? communicationFailure(e) : failure();
        }
        return this;
    }

    /** Standard output to its end; fails unless git succeeds. */
    byte[] read() throws ExternalFailureException {
        return read(0);
    }

    /** Standard output to its end, where {@code otherSuccess} is an exit code that counts as success. */
    byte[] read(int otherSuccess) throws ExternalFailureException {
        byte[] all;
        try {
            all = output().readAllBytes();
        } catch (IOException e) {
            throw communicationFailure(e);
        }
        int exit = finish();
        if (exit != 0 && exit != otherSuccess) {
            throw failure();
        }
        return all;
    }

    /** Waits for the end; fails unless git succeeds. */
    void succeed() throws ExternalFailureException {
        if (finish() != 0) {
            throw failure();
        }
    }

    /** Waits for the end and returns the exit code. */
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

    /** Standard error so far; complete after {@link #finish}. */
    String errorText() {
        synchronized (errors) {
            return errors.toString(UTF_8);
        }
    }

    /** The exception for a git that failed, with its standard error. */
    ExternalFailureException failure() {
        String text = printable(errorText().strip());
        return new ExternalFailureException(name + " failed with exit code " + process.exitValue()
                + (text.isEmpty() ? "" : ": " + text) + tooOld());
    }

    /** The exception for a failed read or write. */
    ExternalFailureException communicationFailure(IOException cause) {
        return cause instanceof ExternalFailureException known
                ? known
                : new ExternalFailureException("cannot communicate with " + name + ": " + cause.getMessage(), cause);
    }

    /** The exception for output that git does not document. */
    ExternalFailureException unexpected(String what) {
        return new ExternalFailureException(
                name + " printed something unexpected: " + GitPath.display(what) + tooOld());
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder();
        for (String line :
                text.substring(0, Math.min(text.length(), MAX_ERROR_TEXT)).split("\\R")) {
            out.append(out.isEmpty() ? "" : "\n  ");
            String shown = GitPath.display(line);
            out.append(shown.startsWith("\"") && shown.length() > 2 ? shown.substring(1, shown.length() - 1) : shown);
        }
        return out.toString();
    }

    /** A remark about an outdated git, the most likely reason of a failure; queried only then. */
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
                if (major < Git.MIN_VERSION[0] || major == Git.MIN_VERSION[0] && minor < Git.MIN_VERSION[1]) {
                    return " (this is " + printable(text.strip()) + "; " + Git.MIN_VERSION[0] + "." + Git.MIN_VERSION[1]
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
                    if (errors.size() < 2 * MAX_ERROR_TEXT) {
                        errors.write(buffer, 0, n);
                    }
                }
            }
        } catch (IOException e) {
            // The stream breaks when the process is stopped from here; the text before is complete.
            synchronized (errors) {
                errors.writeBytes(("\n" + e.getMessage()).getBytes(UTF_8));
            }
        }
    }

    /** Stops git if it still runs. */
    void end() {
        if (process.isAlive()) {
            process.destroyForcibly();
        }
    }
}
