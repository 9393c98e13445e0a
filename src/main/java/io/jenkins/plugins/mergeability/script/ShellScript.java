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
 * The script in which a {@code sh} step runs the commands of a part. What the commands write goes to the log; the only
 * thing the script writes to its standard output is one line for each command that has ended, see {@link ScriptResults}. The
 * script itself ends with 0, whatever became of its commands.
 */
final class ShellScript {

    /** Linux takes at most 128 KiB in one argument; longer texts go through a file. */
    private static final int LONGEST_ARGUMENT = 100_000;

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
     * @param total how many commands the job has
     */
    static String of(JobKey job, List<Part.Line> lines, Shell standard, int total) {
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
        export(script, "MERGEABILITY_ROOT", "$PWD", false);
        export(script, "MERGEABILITY_COMPONENT", job.component(), true);
        export(script, "MERGEABILITY_JOB", job.job(), true);
        if (job.platform().isPresent()) {
            export(script, "MERGEABILITY_PLATFORM", job.platform().get(), true);
        }
        script.append(FRAME);
        for (Part.Line line : lines) {
            function(script, line, line.shell().orElse(standard));
        }
        for (Part.Line line : lines) {
            script.append("mg_run ")
                    .append(line.position())
                    .append(' ')
                    .append(quoted(StageNames.numbered(line, total)))
                    .append(' ')
                    .append(line.retries())
                    .append(line.goesOn() ? " || :\n" : " || exit 0\n");
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

    private static void function(StringBuilder script, Part.Line line, Shell shell) {
        script.append("mg_").append(line.position()).append("() {\n");
        if (!line.dir().equals(".")) {
            script.append("  mg_cd ").append(quoted(line.dir())).append('\n');
        }
        String text = ShellDialect.script(shell, line.run());
        StringJoiner call = new StringJoiner(" ", "  exec ", "\n");
        Map<String, String> env = new TreeMap<>(line.env());
        if (!env.isEmpty()) {
            call.add("env");
            env.forEach((name, value) -> call.add(quoted(name + '=' + value)));
        }
        call.add(shell.text());
        ShellDialect.options(shell).forEach(call::add);
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_ARGUMENT) {
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

    /** A text as one word of the shell, whatever is in it. */
    static String quoted(String text) {
        return '\'' + text.replace("'", "'\\''") + '\'';
    }
}
