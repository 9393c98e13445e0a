package io.jenkins.plugins.mergeability.engine.cli.init;

import java.util.List;

/**
 * A shell script of a map for what several jobs may do at once in one working tree, though its tool is not made for that. One
 * runs it at a time; the lock is a link in git's directory that names the process, so that one that died holds up nobody.
 *
 * @param name the name of its anchor
 * @param why what it is for, in lines of a comment
 * @param text the script
 */
record SharedTreeScript(String name, List<String> why, String text) {

    private static final String LOCK = """
            lock=$(git rev-parse --git-path "mergeability-%s-$(pwd | git hash-object --stdin)")
            until ln -s $$ "$lock" 2>/dev/null; do
              owner=$(readlink "$lock") && ! kill -0 "$owner" 2>/dev/null && rm -f "$lock"
              sleep 1
            done
            trap 'rm -f "$lock"' EXIT
            """;

    SharedTreeScript {
        why = List.copyOf(why);
    }

    /** Runs a command whenever a job needs it, one at a time. */
    static SharedTreeScript oneAtATime(String name, List<String> why, String command) {
        return new SharedTreeScript(name, why, LOCK.formatted(name) + command + "\n");
    }

    /**
     * Installs packages into {@code node_modules}, but not while jobs use what is there already for the same manifests.
     *
     * @param lockFile the name of the lock file
     */
    static SharedTreeScript install(String name, String command, String lockFile) {
        return new SharedTreeScript(
                name,
                List.of(
                        "Jobs that run at once in one working tree share its node_modules: one installs, the others wait for it, and",
                        "nothing is installed again until a manifest or the lock file differs. A job that installs, needed by all",
                        "others, would make each of them depend on the whole lock file."),
                LOCK.formatted(name) + """
                        state=$({ node --version; git ls-files -zco --exclude-standard -- %s .npmrc .yarnrc.yml \\
                          pnpm-workspace.yaml '*package.json' | xargs -0 cat; } | git hash-object --stdin)
                        if [ "$state" != "$(cat node_modules/.installed-for 2>/dev/null)" ]; then
                          %s && mkdir -p node_modules && echo "$state" > node_modules/.installed-for
                        fi
                        """.formatted(lockFile, command));
    }

    /** How the value of a key refers to it. */
    String alias() {
        return "*" + name;
    }
}
