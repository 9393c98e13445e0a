package io.jenkins.plugins.mergeability.script;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.schedule.ShellDialect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The script in which a {@code sh} step runs the commands of a part. The output of the commands goes to the log. The script
 * writes one line for each execution of a command to its standard output, see {@link ScriptResults}, and always exits
 * with 0.
 */
public final class ShellScript {

    /** Linux takes at most 128 KiB in one argument; longer texts go through a file. */
    private static final int MAX_ARGUMENT = 100_000;

    private static final String FRAME = """
            exec 3>&1 1>&2 </dev/null
            mg_now() {
              mg_at=$(date +%s%N)
              case $mg_at in
                '' | *[!0-9]*) mg_at=$(date +%s)000 ;;
                *) mg_at=${mg_at%??????} ;;
              esac
            }
            mg_run() {
              mg_try=1
              while :; do
                printf '%s\\n' "--- $2"
                mg_from=$mg_at
                ( "mg_$1" ) 3>&-
                mg_code=$?
                mg_now
                mg_took=$((mg_at - mg_from))
                printf '%s %s %s %s %s\\n' "$1" "$mg_try" "$mg_from" "$mg_took" "$mg_code" >&3
                mg_end=passed
                [ "$mg_code" -eq 0 ] || mg_end="failed with exit code $mg_code"
                printf '%s %s after %d.%03d s\\n' --- "$mg_end" $((mg_took / 1000)) $((mg_took % 1000))
                [ "$mg_code" -ne 0 ] || return 0
                [ "$mg_try" -le "$3" ] || return "$mg_code"
                mg_try=$((mg_try + 1))
              done
            }
            mg_cd() {
              cd "$1" 2>/dev/null || {
                printf '%s\\n' "the directory $1 does not exist in the repository: correct the component's root or the dir"
                exit 1
              }
            }
            mg_now
            """;

    private ShellScript() {}

    /**
     * The script for some commands.
     *
     * @param standard the shell of commands that name none
     * @param total the number of commands of the job
     */
    public static String of(JobKey job, List<Part.ScriptCommand> commands, Shell standard, int total) {
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
        export(script, "MERGEABILITY_ROOT", "$PWD", false);
        export(script, "MERGEABILITY_COMPONENT", job.component(), true);
        export(script, "MERGEABILITY_JOB", job.job(), true);
        if (job.platform().isPresent()) {
            export(script, "MERGEABILITY_PLATFORM", job.platform().get(), true);
        }
        script.append(FRAME);
        for (Part.ScriptCommand command : commands) {
            function(script, command, command.shell().orElse(standard));
        }
        for (Part.ScriptCommand command : commands) {
            script.append("mg_run ")
                    .append(command.position())
                    .append(' ')
                    .append(quoted(StageNames.numbered(command, total)))
                    .append(' ')
                    .append(command.retries())
                    .append(command.continueOnFailure() ? " || :\n" : " || exit 0\n");
        }
        return script.append("exit 0\n").toString();
    }

    private static void export(StringBuilder script, String name, String value, boolean literal) {
        script.append(name)
                .append('=')
                .append(literal ? quoted(value) : '"' + value + '"')
                .append('\n');
        script.append("export ").append(name).append('\n');
    }

    private static void function(StringBuilder script, Part.ScriptCommand command, Shell shell) {
        script.append("mg_").append(command.position()).append("() {\n");
        if (!command.dir().equals(".")) {
            script.append("  mg_cd ").append(quoted(command.dir())).append('\n');
        }
        String text = ShellDialect.script(shell, command.run());
        StringJoiner call = new StringJoiner(" ", "  exec ", "\n");
        Map<String, String> env = new TreeMap<>(command.env());
        if (!env.isEmpty()) {
            call.add("env");
            env.forEach((name, value) -> call.add(quoted(name + '=' + value)));
        }
        call.add(shell.text());
        ShellDialect.options(shell).forEach(call::add);
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_ARGUMENT) {
            throughFile(script, text);
            call.add(shell == Shell.PWSH ? "\". '$mg_file'\"" : "\"$mg_file\"");
        } else {
            if (shell != Shell.PWSH && shell != Shell.CMD) {
                call.add("-c");
            }
            call.add(quoted(text));
        }
        script.append(call).append("}\n");
    }

    private static void throughFile(StringBuilder script, String text) {
        String end = "MERGEABILITY_" + Integer.toHexString(text.hashCode()) + "_" + text.length();
        script.append("  mg_file=$(mktemp) || exit 1\n  cat >\"$mg_file\" <<'")
                .append(end)
                .append("'\n")
                .append(text)
                .append('\n')
                .append(end)
                .append('\n');
    }

    /** A text quoted as one word of the shell. */
    static String quoted(String text) {
        return '\'' + text.replace("'", "'\\''") + '\'';
    }
}
