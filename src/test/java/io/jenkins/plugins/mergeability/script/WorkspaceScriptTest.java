package io.jenkins.plugins.mergeability.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.glob.GitPatterns;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs find in a workspace that other jobs had before, by generated scripts in a shell. */
class WorkspaceScriptTest {

    private static final String FOUND =
            "find . -path ./.git -prune -o ! -type d -print -o -type d -empty -print | sort";

    @TempDir
    private Path directory;

    private TestRepository repository;
    private Path workspace;
    private String taking = "first";
    private boolean submodules;
    private boolean spares;
    private final List<WorkspaceRules.Kept> kept = new ArrayList<>();
    private final List<String> spared = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private String log = "";

    @BeforeEach
    void create() throws Exception {
        repository = TestRepository.init(directory.resolve("repository"))
                .write("air/mix.lock", "1\n")
                .write("air/run.sh", "#!/bin/sh\n")
                .write("top.txt", "top\n");
        repository.commit("Start");
        // A path with a blank, as names of jobs have.
        workspace = directory.resolve("work space");
        TestRepository.init(workspace).git("remote", "add", "origin", repository.url());
        checkOut();
    }

    /** Does what the checkout of Jenkins does. */
    private void checkOut() throws Exception {
        TestRepository clone = TestRepository.init(workspace);
        clone.git("fetch", "-q", "origin", "main");
        clone.git("checkout", "-q", "-f", "FETCH_HEAD");
    }

    private ScriptResults job(String... commands) throws Exception {
        JobScript job = script("air", commands);
        return results(job, output(ShellScript.of(job, HiddenVariables.NONE)));
    }

    private JobScript script(String component, String... commands) {
        List<Part.ScriptCommand> all = new ArrayList<>();
        for (String run : commands) {
            all.add(new Part.ScriptCommand(
                    all.size() + 1, "test", run, Map.of(), ".", Optional.empty(), 0, false, false));
        }
        WorkspaceCare care = new WorkspaceCare(
                Optional.of(new WorkspaceRules(taking, false, submodules, spares, true, kept, spared)),
                true,
                spares,
                true);
        OutcomeTokens tokens = new OutcomeTokens("secret of " + component);
        JobKey key = new JobKey(component, "test", Optional.empty());
        return new JobScript(key, all, Shell.SH, all.size(), tokens, care);
    }

    private static ScriptResults results(JobScript job, String output) throws Exception {
        return ScriptResults.read(output, job.commands(), job.tokens(), job.care(), position -> 0);
    }

    private String output(String script) throws Exception {
        Path file = Files.writeString(directory.resolve("script.sh"), script);
        ProcessBuilder shell = new ProcessBuilder("sh", file.toString())
                .directory(workspace.toFile())
                .redirectError(directory.resolve("log").toFile());
        shell.environment().putAll(environment);
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        log = Files.readString(directory.resolve("log"));
        return output;
    }

    /** Runs a job that passes and changes no tracked file. */
    private void quietly(String command) throws Exception {
        ScriptResults results = job(command);
        assertThat(results.unclean()).isEmpty();
        assertThat(results.passed()).as(log).isTrue();
        assertThat(results.changed()).as(log).isEmpty();
    }

    private List<String> found() throws Exception {
        quietly(FOUND + " >../found");
        return Files.readAllLines(directory.resolve("found"));
    }

    private static final List<String> COMMIT = List.of("./air/mix.lock", "./air/run.sh", "./top.txt");

    @Test
    void shouldEndWhatStillRunsOfALostAgent() throws Exception {
        environment.put("JENKINS_SERVER_COOKIE", "durable-1");
        environment.put("JENKINS_NODE_COOKIE", "12345678-1234-1234-1234-123456789abc");
        String write = "while :; do echo >left; sleep 0.05; done";
        Process lost = started(write, "durable-1", "abcdef01-1234-1234-1234-123456789abc");
        Process deaf = started("trap '' TERM; " + write, "durable-1", "abcdef02-1234-1234-1234-123456789abc");
        Process own = started("sleep 60", "durable-1", "12345678-1234-1234-1234-123456789abc");
        Process elsewhere = started("sleep 60", "durable-2", "abcdef01-1234-1234-1234-123456789abc");
        Process kept = started("sleep 60", "durable-1", "dontkill");

        try {
            quietly("true");

            assertThat(log).contains("--- ending what ran in this workspace since its agent was lost: ");
            assertThat(lost.isAlive()).isFalse();
            assertThat(deaf.isAlive()).isFalse();
            assertThat(List.of(own, elsewhere, kept)).allMatch(Process::isAlive);

            quietly("true");
            assertThat(log).doesNotContain("--- ending");
        } finally {
            List.of(lost, deaf, own, elsewhere, kept).forEach(Process::destroyForcibly);
        }
    }

    private Process started(String command, String server, String node) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).directory(workspace.toFile());
        shell.environment().put("JENKINS_SERVER_COOKIE", server);
        shell.environment().put("JENKINS_NODE_COOKIE", node);
        return shell.start();
    }

    @Test
    void shouldRemoveWhatAJobLeftBeforeTheNext() throws Exception {
        Files.writeString(workspace.resolve("from an earlier build"), "");
        assertThat(found()).isEqualTo(COMMIT);

        quietly("mkdir -p air/_build/deep new/empty; touch air/_build/deep/x y 'a b' \"$(printf 'n\\nl')\" .hidden;"
                + " echo '*' >.gitignore; touch ignored; ln -s /etc link; mkfifo pipe");
        assertThat(found()).isEqualTo(COMMIT);
    }

    @Test
    void shouldCleanBetweenTheJobsOfOneScript() throws Exception {
        List<JobScript> jobs = List.of(
                script("air", "touch left; echo 2 >air/mix.lock; git config core.autocrlf true"),
                script("earth", "mkdir new; exit 1"),
                script("fire", FOUND + " >../found; cat air/mix.lock >>../found"));

        List<String> outputs = TogetherResults.split(
                output(ShellScript.together(jobs, HiddenVariables.NONE)),
                jobs.stream().map(JobScript::tokens).toList());

        assertThat(outputs).hasSize(3);
        ScriptResults first = results(jobs.get(0), outputs.get(0));
        assertThat(first.passed()).as(log).isTrue();
        assertThat(first.changed()).contains(new ListedFiles(1, List.of("air/mix.lock")));
        assertThat(results(jobs.get(1), outputs.get(1)).passed()).isFalse();
        ScriptResults last = results(jobs.get(2), outputs.get(2));
        assertThat(last.passed()).as(log).isTrue();
        assertThat(last.changed()).as(log).isEmpty();
        List<String> found = new ArrayList<>(COMMIT);
        found.add("1");
        assertThat(Files.readAllLines(directory.resolve("found"))).isEqualTo(found);
    }

    @Test
    void shouldRemoveNestedRepositoriesAndReadOnlyDirectories() throws Exception {
        quietly(
                "git init -q nested; touch nested/f; git init -q air/deep/er; mkdir -p go/mod/cache; touch go/mod/cache/x;"
                        + " chmod 500 go/mod/cache go/mod");
        assertThat(found()).isEqualTo(COMMIT);
    }

    @Test
    void shouldPutBackTrackedFilesAndNameThem() throws Exception {
        quietly("true");

        ScriptResults results = job("echo 2 >air/mix.lock; chmod +x top.txt; touch air/run.sh");
        assertThat(results.changed()).contains(new ListedFiles(2, List.of("air/mix.lock", "top.txt")));
        assertThat(found()).isEqualTo(COMMIT);
        assertThat(workspace.resolve("air/mix.lock")).hasContent("1\n");
        assertThat(Files.isExecutable(workspace.resolve("top.txt"))).isFalse();

        results = job("rm -r air; ln -s /tmp air; rm top.txt; mkdir top.txt; touch top.txt/x");
        assertThat(results.changed().orElseThrow().count()).isEqualTo(3);
        assertThat(found()).isEqualTo(COMMIT);
        assertThat(job("exit 1").passed()).isFalse();
    }

    @Test
    void shouldNotBelieveTheIndexThatAJobLeft() throws Exception {
        for (String next : List.of("first", "second")) {
            quietly("true");
            job("git update-index --skip-worktree air/mix.lock; git update-index --assume-unchanged top.txt;"
                    + " echo stale >air/mix.lock; echo stale >top.txt");
            taking = next;
            quietly("test \"$(cat air/mix.lock top.txt)\" = \"$(printf '1\\ntop')\"; test -z \"$(git status --short)\";"
                    + " test -z \"$(git ls-files -v | grep -v '^H')\"");
            job("echo staged >top.txt; git add top.txt; git rm -q --cached air/mix.lock; touch -d @1 top.txt");
            taking = next + " again";
            quietly("test -z \"$(git status --short)\"");
        }
    }

    @Test
    void shouldCompareBytesWhateverAttributesSay() throws Exception {
        repository.write(".gitattributes", "*.txt text\n*.bat text eol=crlf\n*.sh text=auto\n");
        repository.write("dos.txt", "a\r\nb\r\n").write("run.bat", "x\r\ny\r\n").write("un.sh", "a\nb\n");
        repository.git("-c", "core.autocrlf=false", "add", "-A");
        String blob =
                repository.git("hash-object", "-w", "--no-filters", "dos.txt").strip();
        repository.git("update-index", "--cacheinfo", "100644," + blob + ",dos.txt");
        repository.git("commit", "-q", "-m", "Attributes");
        checkOut();
        quietly("touch dos.txt run.bat un.sh");

        quietly("test \"$(cat run.bat | od -c | grep -c '\\\\r')\" -gt 0; test \"$(wc -c <dos.txt)\" = 6");
        assertThat(job("printf 'a\\r\\nb\\r\\n' >un.sh").changed()).contains(new ListedFiles(1, List.of("un.sh")));
        taking = "second";
        quietly("test \"$(wc -c <un.sh)\" = 4");
    }

    @Test
    void shouldDropFiltersHooksAndOtherSettingsOfEarlierJobs() throws Exception {
        repository.write(".gitattributes", "*.txt filter=shout\n");
        repository.commit("Name a filter");
        checkOut();
        for (String next : List.of("first", "second")) {
            quietly("true");
            job("git config filter.shout.smudge 'tr a-z A-Z'; git config filter.shout.clean 'tr A-Z a-z';"
                    + " git config core.hooksPath hooks; git config user.name me; echo '*.lock' >.git/info/exclude;"
                    + " echo '#!/bin/sh' >.git/hooks/post-checkout; echo TOP >top.txt; git checkout -q -b other;"
                    + " git -c user.email=a@b commit -qm x --allow-empty; touch .git/index.lock");
            if (!taking.equals(next)) {
                taking = next;
                checkOut();
            }
            quietly("test \"$(cat top.txt)\" = top; ! git config filter.shout.smudge; ! git config core.hooksPath;"
                    + " test -z \"$(ls .git/hooks .git/info | grep -v :)\"; ! git symbolic-ref -q HEAD;"
                    + " test \"$(git rev-parse HEAD)\" = " + repository.head() + "; git add top.txt");
        }
    }

    @Test
    void shouldPutBackTheSettingsOfTheCheckout() throws Exception {
        TestRepository.init(workspace).git("config", "core.hooksPath", "/dev/null");
        quietly("git config core.hooksPath ../hooks; git config user.name me; git checkout -q -b other");

        String same = "test \"$(git config --get-all core.hooksPath)\" = /dev/null; ! git config user.name;"
                + " test \"$(git config remote.origin.url)\" = '" + repository.url() + "'; ! git symbolic-ref -q HEAD";
        quietly(same);
        taking = "second";
        quietly(same);
    }

    @Test
    void shouldDropSettingsHoweverTheyAreWritten() throws Exception {
        Path config = workspace.resolve(".git/config");
        String checkout = Files.readString(config);
        for (String foreign : List.of(
                "[core] hooksPath = ../hooks\n",
                "[CORE]\n\thooksPath = ../hooks\n",
                "[remote \"a\"][core] hooksPath = ../hooks #\"]\n",
                "\turl = a\\\n\tb\n[core] hooksPath = \\\n../hooks\n",
                "[core]\n\thooksPath = ../hooks")) {
            taking = foreign;
            Files.writeString(config, checkout + foreign);

            quietly("! git config --get-regexp hookspath");
        }
    }

    @Test
    void shouldCompareBytesWhateverTheMachineConverts() throws Exception {
        Path home = Files.createDirectories(directory.resolve("home/.config/git"));
        Files.writeString(home.resolve("config"), "[core]\n\tautocrlf = input\n");
        Files.writeString(home.resolve("attributes"), "*.txt ident\n");
        environment.put("XDG_CONFIG_HOME", directory.resolve("home/.config").toString());

        assertThat(job("printf 'top\\r\\n' >top.txt").changed()).contains(new ListedFiles(1, List.of("top.txt")));
        quietly("test \"$(wc -c <top.txt)\" = 4");
    }

    @Test
    void shouldApplyALfsLikeFilterOfTheMachine() throws Exception {
        Path global = Files.writeString(directory.resolve("gitconfig"), """
                [filter "store"]
                clean = sed s/large/pointer/
                smudge = sed s/pointer/large/
                [user]
                name = a
                email = a@b
                """);
        repository.write(".gitattributes", "*.bin filter=store\n").write("big.bin", "pointer\n");
        repository.commit("Store");
        String set = "export GIT_CONFIG_GLOBAL='" + global + "'; ";
        checkOut();
        // The filter is not there yet for the checkout, so the file has the pointer; with the filter it is another
        // file.
        assertThat(job(set + "cat big.bin").changed()).isEmpty();
        assertThat(log).contains("\npointer\n");
    }

    @Test
    void shouldKeepFilesWhileOthersAreTheSame() throws Exception {
        kept.add(new WorkspaceRules.Kept(
                "air/compile", GitPatterns.ignored("air/{deps/**,*.cache}"), GitPatterns.pathspecs("air/mix.lock")));
        quietly(
                "mkdir -p air/deps/a air/b.cache; git init -q air/deps/git; touch air/deps/a/x air/a.cache air/b.cache/y"
                        + " air/other");
        List<String> remaining = List.of("./air/a.cache", "./air/deps/a/x");
        assertThat(found()).containsAll(COMMIT).containsAll(remaining).doesNotContain("./air/other", "./air/b.cache/y");
        taking = "second";
        assertThat(found()).containsAll(remaining).anyMatch(path -> path.startsWith("./air/deps/git/.git/"));

        repository.write("air/mix.lock", "2\n").commit("Lock");
        checkOut();
        taking = "third";
        assertThat(found()).isEqualTo(COMMIT);
        quietly("mkdir air/deps; touch air/deps/x");
        kept.clear();
        taking = "fourth";
        assertThat(found()).isEqualTo(COMMIT);
    }

    @Test
    void shouldSpareTheOutputsOfNeededJobsOnly() throws Exception {
        quietly("mkdir -p air/_build out; touch air/_build/x air/dist out/y");
        spared.addAll(GitPatterns.ignored("air/_build/**"));
        spared.addAll(GitPatterns.ignored("air/dist"));
        assertThat(found())
                .containsExactlyInAnyOrder("./air/_build/x", "./air/dist", COMMIT.get(0), COMMIT.get(1), COMMIT.get(2));
        spared.clear();
        assertThat(found()).isEqualTo(COMMIT);
    }

    @Test
    void shouldCleanSubmodulesWhereTheCheckoutHasThemAndEmptyThemElsewhere() throws Exception {
        TestRepository library =
                TestRepository.init(directory.resolve("library")).write("lib.c", "lib\n");
        library.commit("Library");
        repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", library.url(), "lib");
        repository.commit("Submodule");
        checkOut();
        TestRepository.init(workspace).git("-c", "protocol.file.allow=always", "submodule", "update", "-q", "--init");
        submodules = true;
        quietly(
                "touch lib/new; (cd lib; git update-index --skip-worktree lib.c); mkdir lib/sub; git init -q lib/sub/x");
        assertThat(job("echo stale >lib/lib.c; (cd lib; git -c user.name=a -c user.email=a@b commit -q"
                                + " --allow-empty -m x)")
                        .changed())
                .contains(new ListedFiles(1, List.of("lib")));
        quietly("test \"$(cat lib/lib.c)\" = lib; test \"$(ls lib)\" = lib.c");

        submodules = false;
        taking = "second";
        quietly("test -d lib; test -z \"$(ls -A lib)\"");
        quietly("mkdir lib/x; touch lib/x/y");
        quietly("test -z \"$(ls -A lib)\"");
    }

    @Test
    void shouldSayWhatCannotBeRemoved() throws Exception {
        quietly("mkdir left; touch left/file");
        Process immutable = new ProcessBuilder("chattr", "+i", workspace + "/left/file").start();
        org.junit.jupiter.api.Assumptions.assumeTrue(immutable.waitFor() == 0, "chattr works on this file system");
        try {
            assertThat(job("true").unclean().orElseThrow()).contains("left/file");
            assertThat(log).contains("--- the workspace cannot be cleaned: ");
        } finally {
            new ProcessBuilder("chattr", "-i", workspace + "/left/file").start().waitFor();
        }
        assertThat(found()).isEqualTo(COMMIT);
    }

    @Test
    void shouldHealTheRepositoryThatAJobLeft() throws Exception {
        for (String mess : List.of(
                "rm .git/index",
                "echo broken >.git/index",
                "git config core.worktree ../elsewhere",
                "git config core.sparseCheckout true; echo /air >.git/info/sparse-checkout; git read-tree -mu HEAD",
                "git checkout -q --orphan none; git rm -rqf .",
                "mkdir -p .git/rebase-merge; touch .git/MERGE_HEAD",
                "rm -rf .git/hooks .git/info; touch .git/hooks",
                "rm -rf .git/mergeability")) {
            quietly("true");
            job(mess);
            if (mess.endsWith(".git/mergeability")) {
                checkOut();
            }
            assertThat(found()).as(mess).isEqualTo(COMMIT);
            quietly("test -z \"$(git status --short)\"");
        }
    }

    @Test
    void shouldNotFollowASparseCheckoutThatAnEarlierBuildLeft() throws Exception {
        quietly("true");
        job("git config core.sparseCheckout true; echo /air >.git/info/sparse-checkout; git read-tree -mu HEAD");
        checkOut();
        taking = "second";
        assertThat(found()).isEqualTo(COMMIT);
    }

    @Test
    void shouldListWhatIsThereAndRemoveNothingOfIt() throws Exception {
        spares = true;
        for (String mess : List.of(
                "touch 'air/a b'",
                "echo '/ignored' >.gitignore; git add .gitignore; git commit -qm x; touch ignored",
                "mkdir empty",
                "mkfifo pipe",
                "git init -q nested; touch nested/f",
                "echo 2 >air/mix.lock",
                "chmod +x top.txt",
                "git update-index --skip-worktree top.txt; echo 2 >top.txt",
                "git config core.hooksPath hooks",
                "echo exit >.git/hooks/pre-commit",
                "echo '*.lock' >>.git/info/exclude",
                "echo '*.txt eol=crlf' >.git/info/attributes",
                "touch .git/MERGE_HEAD")) {
            taking = "with " + mess;
            Process made = new ProcessBuilder(
                            "sh",
                            "-ec",
                            "export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a GIT_COMMITTER_NAME=a"
                                    + " GIT_COMMITTER_EMAIL=a; " + mess
                                    + "; find . -type f ! -path './.git/mergeability/*' -exec cksum {} + | sort >../before")
                    .directory(workspace.toFile())
                    .inheritIO()
                    .start();
            assertThat(made.waitFor()).isZero();

            ScriptResults results =
                    job("find . -type f ! -path './.git/mergeability/*' -exec cksum {} + | sort >../after");

            assertThat(results.found()).as(mess + log).isPresent();
            assertThat(results.found().get().count()).as(mess).isEqualTo(1);
            assertThat(directory.resolve("after")).as(mess).hasSameTextualContentAs(directory.resolve("before"));
            spares = false;
            taking = "without " + mess;
            checkOut();
            quietly("true");
            spares = true;
        }
    }

    @Test
    void shouldCleanBetweenJobsAWorkspaceInWhichNothingWasFound() throws Exception {
        spares = true;
        TestRepository.init(workspace).git("config", "core.hooksPath", "/dev/null"); // as the checkout of Jenkins does
        assertThat(job("touch left; echo 2 >air/mix.lock").found()).as(log).isEmpty();
        assertThat(found()).isEqualTo(COMMIT);
        quietly("touch left");

        taking = "second";
        assertThat(job("echo 3 >top.txt").found()).contains(new ListedFiles(1, List.of("left")));
        assertThat(job("rm left").found()).contains(new ListedFiles(2, List.of("top.txt", "left")));
        checkOut();
        assertThat(found()).isEqualTo(COMMIT);
    }

    @Test
    void shouldNotListWhatIsKept() throws Exception {
        spares = true;
        kept.add(new WorkspaceRules.Kept(
                "air/compile", GitPatterns.ignored("air/deps/**"), GitPatterns.pathspecs("air/mix.lock")));
        kept.add(new WorkspaceRules.Kept("air/other", GitPatterns.ignored("cache/**"), List.of()));
        Files.createFile(Files.createDirectories(workspace.resolve("cache")).resolve("x"));
        assertThat(job("mkdir air/deps; touch air/deps/x").found()).isEmpty();

        taking = "second";
        assertThat(job("test -e air/deps/x; test -e cache/x").found()).as(log).isEmpty();

        repository.write("air/mix.lock", "2\n").commit("Lock");
        checkOut();
        taking = "third";
        assertThat(job("test -e air/deps/x").found()).contains(new ListedFiles(1, List.of("air/deps/")));
    }

    @Test
    void shouldListWhatIsInSubmodulesAndCleanThem() throws Exception {
        TestRepository library = TestRepository.init(directory.resolve("library"))
                .write("lib.c", "lib\n")
                .write(".gitignore", "new\n");
        library.commit("Library");
        repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", library.url(), "lib");
        repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", library.url(), "other");
        repository.commit("Submodule");
        checkOut();
        TestRepository.init(workspace)
                .git("-c", "protocol.file.allow=always", "submodule", "update", "-q", "--init", "lib");
        spares = true;
        submodules = true;
        assertThat(job("touch lib/new other/new; echo 2 >lib/lib.c").found())
                .as(log)
                .isEmpty();
        quietly("test \"$(cat lib/lib.c)\" = lib; test \"$(ls lib)\" = lib.c; test -z \"$(ls other)\"");

        job("touch lib/new other/new; echo 2 >lib/lib.c");
        taking = "second";
        assertThat(job("true").found())
                .as(log)
                .contains(new ListedFiles(3, List.of("other/new", "lib/lib.c", "lib/new")));
    }
}
