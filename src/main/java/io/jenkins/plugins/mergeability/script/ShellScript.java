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
 *
 * <p>Commands cannot change what it does or reports: it is one function, read as a whole before it starts; it empties its own
 * file, which has the words of {@link OutcomeTokens}; and commands do not inherit its standard output. It runs in a session of
 * its own, and ends what commands have left running in it.
 *
 * <p>Each process that it starts itself is paid for by every job. So it reads the time from the system's uptime where
 * there is one, in steps of 10 ms, and looks for what is left with one search in the usual case that nothing is.
 */
public final class ShellScript {

    /** Linux takes at most 128 KiB in one argument; longer texts go through a file. */
    private static final int MAX_ARGUMENT = 100_000;

    /** Starts the script again as the first process of a new session, where the system has sessions to ask for. */
    private static final String SESSION = """
            set +x
            mg_session=$1
            if [ "$mg_session" != own ] && [ -r "/proc/$$/stat" ] && command -v setsid >/dev/null 2>&1; then
              read -r mg_stat <"/proc/$$/stat"
              set -- ${mg_stat##*) }
              [ "$3" = "$$" ] || exec setsid /bin/sh "$0" own
            fi
            for mg_file in "$0" "${0%.copy}"; do
              [ ! -f "$mg_file" ] || : >"$mg_file"
            done
            """;

    private static final String FRAME = """
            exec 3>&1 1>&2 </dev/null
            mg_now() {
              if [ -n "$mg_boot" ]; then
                read -r mg_up mg_rest </proc/uptime
                mg_at=$((mg_boot + ${mg_up%.*} * 1000 + (1${mg_up#*.} - 100) * 10))
                return
              fi
              mg_at=$(date +%s%N 3>&-)
              case $mg_at in
                '' | *[!0-9]*) mg_at=$(date +%s 3>&-)000 ;;
                *) mg_at=${mg_at%??????} ;;
              esac
            }
            mg_start_clock() {
              mg_boot=
              mg_now
              { read -r mg_up mg_rest </proc/uptime; } 2>/dev/null || return 0
              case $mg_up in
                *[0-9].[0-9][0-9]) mg_boot=$((mg_at - ${mg_up%.*} * 1000 - (1${mg_up#*.} - 100) * 10)) ;;
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
                if [ "$mg_code" -eq 0 ]; then
                  mg_end=passed
                  printf '%s %s %s %s 0 %s\\n' "$1" "$mg_try" "$mg_from" "$mg_took" "$4" >&3
                else
                  mg_end="failed with exit code $mg_code"
                  printf '%s %s %s %s %s\\n' "$1" "$mg_try" "$mg_from" "$mg_took" "$mg_code" >&3
                fi
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
            mg_describe() {
              mg_names=
              for mg_pid in $mg_pids; do
                mg_name=
                { read -r mg_name <"/proc/$mg_pid/comm"; } 2>/dev/null
                mg_names="$mg_names $mg_pid (${mg_name:-?})"
              done
            }
            mg_session_rest() {
              mg_pids=
              for mg_file in $(exec grep -lsE "\\\\) [A-Za-z] [0-9]+ [0-9]+ $$ " /proc/[0-9]*/stat 2>/dev/null 3>&-); do
                mg_pid=${mg_file#/proc/}
                mg_pid=${mg_pid%/stat}
                mg_stat=
                { read -r mg_stat <"$mg_file"; } 2>/dev/null
                set -- ${mg_stat##*) }
                [ "$mg_pid" = "$$" ] || [ "$4" != "$$" ] || [ "$1" = Z ] || mg_pids="$mg_pids $mg_pid"
              done
            }
            mg_wait() {
              mg_tries=0
              while "$1" && [ -n "$mg_pids" ] && [ "$mg_tries" -lt "$2" ]; do
                sleep 0.1 2>/dev/null 3>&- || sleep 1 3>&-
                mg_tries=$((mg_tries + 1))
              done
            }
            mg_end_found() {
              "$1"
              [ -n "$mg_pids" ] || return 0
              mg_describe
              printf '%s\\n' "--- ending $2:$mg_names"
              kill $mg_pids 2>/dev/null
              mg_wait "$1" 50
              mg_rounds=0
              while [ -n "$mg_pids" ] && [ "$mg_rounds" -lt 10 ]; do
                kill -9 $mg_pids 2>/dev/null
                mg_wait "$1" 5
                mg_rounds=$((mg_rounds + 1))
              done
            }
            mg_of_another_step() {
              mg_stat=
              { read -r mg_stat <"/proc/$1/stat"; } 2>/dev/null
              set -- ${mg_stat##*) }
              [ "$4" != "$$" ] && grep -qsF /script.sh "/proc/$4/cmdline" 3>&-
            }
            mg_report_rest() {
              [ -n "$JENKINS_SERVER_COOKIE" ] || return 0
              mg_pids=
              for mg_file in $(exec grep -lsF "JENKINS_SERVER_COOKIE=$JENKINS_SERVER_COOKIE" /proc/[0-9]*/environ 2>/dev/null 3>&-)
              do
                mg_pid=${mg_file#/proc/}
                mg_pid=${mg_pid%/environ}
                [ "$mg_pid" = "$$" ] || ! kill -0 "$mg_pid" 2>/dev/null || mg_of_another_step "$mg_pid" \\
                  || mg_pids="$mg_pids $mg_pid"
              done
              [ -n "$mg_pids" ] || return 0
              mg_describe
              printf '%s\\n' "--- still running in a session of their own, started by these commands:$mg_names"
            }
            mg_is_alone() {
              mg_found=no
              for mg_file in $(exec grep -lsE "\\) [A-Za-z] [0-9]+ [0-9]+ $$ |JENKINS_SERVER_COOKIE=${JENKINS_SERVER_COOKIE:-$$-}" \
                /proc/[0-9]*/stat /proc/[0-9]*/environ 2>/dev/null 3>&-)
              do
                mg_pid=${mg_file#/proc/}
                mg_pid=${mg_pid%/*}
                if [ "$mg_pid" = "$$" ]; then
                  mg_found=yes
                elif kill -0 "$mg_pid" 2>/dev/null && ! mg_of_another_step "$mg_pid"; then
                  return 1
                fi
              done
              [ "$mg_found" = yes ]
            }
            mg_end() {
              [ "$mg_session" = own ] || return 0
              mg_is_alone && return 0
              mg_end_found mg_session_rest 'what the commands left running'
              mg_report_rest
            }
            """;

    private static final String CLEAN = """
            mg_clean || {
              printf '%s\\n' "--- the workspace cannot be cleaned: $mg_why"
              printf 'unclean %s\\n' "$mg_why" >&3
              exit 0
            }
            """;

    /** Followed by the word for a workspace in which nothing was found. */
    private static final String LIST = """
            mg_clean || mg_count=-1
            if [ "$mg_count" -lt 0 ]; then
              printf 'found 0\\t%s\\n' "${mg_why:-git failed}" >&3
            elif [ "$mg_count" -gt 0 ]; then
              printf 'found %s%s\\n' "$mg_count" "$mg_names" >&3
            else
              printf 'clear %s\\n' \
            """;

    private ShellScript() {}

    /**
     * The script for the commands of a job.
     *
     * @param hidden the variables that commands do not get
     */
    public static String of(JobScript job, HiddenVariables hidden) {
        StringBuilder script = begin(hidden, job.care().rules().isPresent());
        append(script, job, "");
        return end(script);
    }

    /**
     * The script for the commands of several jobs, one job after another, whatever becomes of them. Before each job it writes a
     * line with a word of the job's tokens, see {@link TogetherResults}.
     *
     * @param hidden the variables that commands do not get
     */
    public static String together(List<JobScript> jobs, HiddenVariables hidden) {
        StringBuilder script =
                begin(hidden, jobs.stream().anyMatch(job -> job.care().rules().isPresent()));
        for (JobScript job : jobs) {
            script.append("printf '%s\\n' ")
                    .append(quoted(TogetherResults.start(job.tokens())))
                    .append(" >&3\nunset MERGEABILITY_PLATFORM\n");
            append(script, job, job.job() + " ");
        }
        return end(script);
    }

    private static StringBuilder begin(HiddenVariables hidden, boolean care) {
        StringBuilder script = new StringBuilder("#!/bin/sh\nmg_main() {\n").append(SESSION);
        script.append(hidden.shell());
        export(script, "MERGEABILITY_ROOT", "$PWD", false);
        script.append(FRAME);
        if (care) {
            WorkspaceScript.append(script);
        }
        return script;
    }

    private static String end(StringBuilder script) {
        return script.append("exit 0\n}\nmg_main \"$@\"\n").toString();
    }

    /** @param prefix what stands in the log before the number of a command */
    private static void append(StringBuilder script, JobScript of, String prefix) {
        JobKey job = of.job();
        OutcomeTokens tokens = of.tokens();
        WorkspaceCare care = of.care();
        export(script, "MERGEABILITY_COMPONENT", job.component(), true);
        export(script, "MERGEABILITY_JOB", job.job(), true);
        if (job.platform().isPresent()) {
            export(script, "MERGEABILITY_PLATFORM", job.platform().get(), true);
        }
        care.rules().ifPresent(rules -> WorkspaceScript.append(script, rules));
        for (Part.ScriptCommand command : of.commands()) {
            function(script, command, command.shell().orElse(of.standard()));
        }
        script.append("mg_commands() {\n");
        for (Part.ScriptCommand command : of.commands()) {
            script.append("mg_run ")
                    .append(command.position())
                    .append(' ')
                    .append(quoted(prefix + StageNames.numbered(command, of.total())))
                    .append(' ')
                    .append(command.retries())
                    .append(' ')
                    .append(tokens.of(command.position()))
                    .append(command.continueOnFailure() ? " || :\n" : " || return 1\n");
        }
        script.append("return 0\n}\n");
        if (care.lists()) {
            script.append(LIST).append(tokens.of(OutcomeTokens.CLEAR)).append(" >&3\nfi\n");
        } else if (care.clean()) {
            script.append(CLEAN);
        }
        script.append("mg_start_clock\nmg_passed=no\nmg_commands && mg_passed=yes\nmg_end\n");
        if (care.compare()) {
            script.append("[ \"$mg_passed\" = no ] || mg_compare ")
                    .append(tokens.of(OutcomeTokens.INTACT))
                    .append('\n');
        }
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
