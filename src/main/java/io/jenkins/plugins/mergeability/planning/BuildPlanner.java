package io.jenkins.plugins.mergeability.planning;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.engine.map.MapException;
import io.jenkins.plugins.mergeability.engine.map.MapPrinter;
import io.jenkins.plugins.mergeability.engine.map.MapReader;
import io.jenkins.plugins.mergeability.proofs.ProofVault;
import io.jenkins.plugins.mergeability.proofs.RepositoryName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Plans a build. Every method may wait for agents, git or the network. */
public final class BuildPlanner {

    /** What problems call a map that the pipeline gives. */
    static final String INLINE = "the map in the pipeline";

    private final Run<?, ?> run;
    private final PlanOptions options;
    private final TaskListener listener;
    private Subject subject;

    private BuildPlanner(Run<?, ?> run, PlanOptions options, TaskListener listener) {
        this.run = run;
        this.options = options;
        this.listener = listener;
    }

    /** A planner for a build. */
    public static BuildPlanner of(Run<?, ?> run, PlanOptions options, TaskListener listener) {
        return new BuildPlanner(run, options, listener);
    }

    /** What to check out into a workspace to plan in; empty where the build has no SCM of its own. */
    public Optional<SCM> toCheckOut() throws IOException, InterruptedException {
        return subject().scm();
    }

    /**
     * The plan, made without an agent.
     *
     * @return nothing where only an agent can tell
     * @throws PlanningException if no plan can be made, whoever makes it
     */
    public Optional<PlannedBuild> withoutAgent() throws IOException, InterruptedException {
        return Optional.empty();
    }

    /**
     * The plan of what is checked out in a workspace.
     *
     * @param workspace a directory of the repository
     * @param env the variables of the build
     * @param launcher starts programs where the workspace is
     * @throws PlanningException if no plan can be made
     */
    public PlannedBuild in(FilePath workspace, EnvVars env, Launcher launcher)
            throws IOException, InterruptedException {
        PlanMaker maker = maker();
        Optional<MapText> given = inline();
        String mapPath = given.isPresent() ? "" : GitMapPath.normal(options.mapPath());
        String git = git(workspace, env);
        String ceiling = ceiling(workspace, env);
        Base base = base(maker.repository());
        AgentAnswer answer = ask(workspace, git, ceiling, mapPath, given, base);
        if (answer.lack() != null) {
            Base none = new Base.None(why((Base.Commit) base, answer));
            answer = ask(workspace, git, ceiling, mapPath, given, none);
        }
        return maker.make(answer.facts());
    }

    private AgentAnswer ask(
            FilePath workspace, String git, String ceiling, String mapPath, Optional<MapText> given, Base base)
            throws IOException, InterruptedException {
        AgentAnswer answer = workspace.act(new AgentQuestion(git, ceiling, mapPath, given.orElse(null), base));
        if (answer.failure() != null) {
            throw new PlanningException(answer.failure());
        }
        return answer;
    }

    private Subject subject() throws IOException, InterruptedException {
        if (subject == null) {
            subject = Subjects.of(run, listener);
        }
        return subject;
    }

    private PlanMaker maker() throws IOException, InterruptedException {
        String repository = subject()
                .remote()
                .map(RepositoryName::of)
                .orElseGet(() -> "job/" + run.getParent().getFullName());
        return new PlanMaker(run, options, subject(), repository);
    }

    private Base base(String repository) throws IOException, InterruptedException {
        if (options.everything()) {
            return new Base.None(options.everythingWhy());
        }
        if (options.base().isPresent()) {
            String named = options.base().get();
            return new Base.Commit(named, "the base that the pipeline names", "", false);
        }
        if (subject().base().isPresent()) {
            return subject().base().get();
        }
        if (subject().branch().isEmpty()) {
            return new Base.None("which branch is built is not known, and so nothing of its earlier builds");
        }
        String branch = subject().branch().get();
        Optional<String> proven = ProofVault.get().provenCommit(repository, branch);
        if (proven.isEmpty()) {
            return new Base.None("no commit of " + branch + " is known for which everything was proven");
        }
        String words = "the last commit of " + branch + " for which everything was proven";
        return new Base.Commit(proven.get(), words, branch, true);
    }

    private static String why(Base.Commit base, AgentAnswer answer) {
        String commit = base.words() + " (" + base.revision() + ")";
        return switch (answer.lack()) {
            case BASE -> commit + " is not in the clone" + (answer.shallow() ? ", which is shallow" : "");
            case HISTORY -> answer.why();
            case ANCESTRY -> "the history was rewritten: " + commit + " is no longer part of it";
        };
    }

    private Optional<MapText> inline() throws PlanningException {
        if (options.inline().isEmpty()) {
            return Optional.empty();
        }
        try {
            String text = MapPrinter.print(MapReader.read(options.inline().get()));
            return Optional.of(new MapText(INLINE, text.getBytes(StandardCharsets.UTF_8)));
        } catch (MapException e) {
            throw new PlanningException(INLINE + " cannot be used:\n" + e.render());
        }
    }

    /** The git executable that the build's SCM is configured to use, unless that is none. */
    private String git(FilePath workspace, EnvVars env) throws IOException, InterruptedException {
        Computer computer = workspace.toComputer();
        if (computer == null || computer.getNode() == null || !(subject().scm().orElse(null) instanceof GitSCM scm)) {
            return "git";
        }
        String executable = scm.getGitExe(computer.getNode(), env, listener);
        return executable == null || executable.startsWith("jgit") ? "git" : executable;
    }

    /** The directory above the build's workspace: a repository there is none of the build's. */
    private static String ceiling(FilePath workspace, EnvVars env) {
        String top = env.get("WORKSPACE", workspace.getRemote());
        FilePath above = new FilePath(workspace.getChannel(), top).getParent();
        return above == null ? "" : above.getRemote();
    }
}
