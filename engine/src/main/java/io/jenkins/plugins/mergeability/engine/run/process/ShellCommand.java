package io.jenkins.plugins.mergeability.engine.run.process;

import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.schedule.ShellDialect;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Turns a command of the map into the arguments of a process: a shell that stops at the first error. */
public final class ShellCommand {

    /** Longer texts are passed in a file: Linux takes at most 128 KiB in one argument. */
    private static final int MAX_ARGUMENT_LENGTH = 100_000;

    private final boolean windows;
    private final String path;
    private final Charset argumentCharset;
    private final Map<Shell, String> programs = new EnumMap<>(Shell.class);

    /**
     * @param windows whether this is Windows, where each program parses quoted arguments in its own way
     * @param path the directories in which programs are found, as in the variable {@code PATH}
     * @param argumentCharset the character set in which Java encodes the arguments of a process
     */
    ShellCommand(boolean windows, String path, Charset argumentCharset) {
        this.windows = windows;
        this.path = path;
        this.argumentCharset = argumentCharset;
    }

    public static ShellCommand ofThisMachine() {
        String path = System.getenv("PATH");
        return new ShellCommand(
                File.separatorChar == '\\',
                path == null ? "/usr/bin:/bin" : path,
                Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }

    /** The shell of commands for which the map names none. */
    Shell defaultShell() {
        return windows ? Shell.CMD : Shell.SH;
    }

    /**
     * The arguments of the process that runs a command.
     *
     * @param scriptBase the path of the script to write if the command cannot be an argument, without its extension
     * @throws IOException if the shell is not installed or the script cannot be written; the message is for people
     */
    List<String> arguments(Shell shell, String command, String scriptBase) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add(program(shell));
        boolean inline = shell != Shell.CMD && canBeArgument(command);
        arguments.addAll(ShellDialect.options(shell));
        String text = ShellDialect.script(shell, command);
        if (inline) {
            if (shell != Shell.PWSH) {
                arguments.add("-c");
            }
            arguments.add(text);
            return arguments;
        }
        Path script = Path.of(scriptBase + ShellDialect.extension(shell));
        Files.writeString(script, text, StandardCharsets.UTF_8);
        arguments.add(shell == Shell.PWSH ? ". '" + script.toString().replace("'", "''") + "'" : script.toString());
        return arguments;
    }

    private boolean canBeArgument(String command) {
        if (windows || command.length() > MAX_ARGUMENT_LENGTH) {
            return false;
        }
        for (int i = 0; i < command.length(); i++) {
            if (command.charAt(i) > '~') {
                return argumentCharset.newEncoder().canEncode(command);
            }
        }
        return true;
    }

    private synchronized String program(Shell shell) throws IOException {
        String program = programs.get(shell);
        if (program == null) {
            program = find(shell.text() + (windows ? ".exe" : ""));
            if (program == null) {
                throw new IOException("the shell `" + shell.text()
                        + "` is not installed here (not found on PATH): install it, or name another `shell`");
            }
            programs.put(shell, program);
        }
        return program;
    }

    private String find(String name) {
        for (String directory : path.split(File.pathSeparator)) {
            File file = new File(directory.isEmpty() ? "." : directory, name);
            if (file.isFile() && file.canExecute()) {
                return file.getAbsolutePath();
            }
        }
        return null;
    }
}
