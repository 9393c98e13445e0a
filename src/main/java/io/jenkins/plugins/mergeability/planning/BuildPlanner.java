package io.jenkins.plugins.mergeability.planning;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.map.write.MapPrinter;
import io.jenkins.plugins.mergeability.proofs.ControllerProofStores;
import io.jenkins.plugins.mergeability.proofs.RepositoryId;
import io.jenkins.plugins.mergeability.proofs.Trust;
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
    private BuildSource subject;

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
        Optional<BuildSource.Origin> origin = subject().origin();
        if (origin.isEmpty()) {
            return Optional.empty();
        }
        PlanMaker maker = maker();
        Optional<GithubQuery> question = GithubQuery.of(origin.get(), base(maker.repository()));
        if (question.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<MapSource> given = given(maker);
            return Optional.of(maker.make(question.get().ask(mapPath(), given)));
        } catch (PlanningException e) {
            throw e;
        } catch (IOException | BadInputException | RuntimeException e) {
            listener.getLogger().println("An agent has to plan, as GitHub could not be asked: " + e.getMessage());
            return Optional.empty();
        }
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
        Optional<MapSource> given = given(maker);
        AgentQueries questions =
                new AgentQueries(workspace, top(workspace, env), git(workspace, env), mapPath(), given);
        Base base = base(maker.repository());
        AgentReply answer = questions.ask(base);
        if (answer.lack() == null) {
            return maker.make(answer.facts());
        }
        Base.Commit commit = (Base.Commit) base;
        String trouble = "";
        if (answer.mayBeFetched(commit)) {
            trouble = fetch(commit, workspace, env, answer);
            answer = questions.ask(base);
        }
        if (answer.lack() == AgentReply.Lack.BASE && options.base().isPresent()) {
            throw PlanningException.noBase(answer.why(commit) + trouble);
        }
        return maker.make(
                answer.lack() == null
                        ? answer.facts()
                        : questions
                                .ask(new Base.None(answer.why(commit) + trouble))
                                .facts());
    }

    /** How a workspace stands in which jobs are to run. */
    public WorkspaceState state(FilePath workspace, EnvVars env) throws IOException, InterruptedException {
        return workspace.act(new WorkspaceQuery(git(workspace, env), AgentQueries.ceiling(top(workspace, env))));
    }

    private static FilePath top(FilePath workspace, EnvVars env) {
        return new FilePath(workspace.getChannel(), env.get("WORKSPACE", workspace.getRemote()));
    }

    /** Tries to fetch what is missing; what is returned ends the sentence that says so. */
    private String fetch(Base.Commit base, FilePath workspace, EnvVars env, AgentReply answer)
            throws IOException, InterruptedException {
        if (!(subject().scm().orElse(null) instanceof GitSCM scm)) {
            return "";
        }
        return new BaseFetcher(run, listener, scm)
                .fetch(workspace, env, base, answer.shallow())
                .map(why -> ", and could not be fetched: " + why)
                .orElse("");
    }

    /** The map to plan by, unless that is the one at the head. */
    private Optional<MapSource> given(PlanMaker maker) throws IOException, InterruptedException {
        if (options.inline().isPresent()) {
            return inline();
        }
        Optional<BuildSource.Origin> origin = subject().origin();
        if (subject().trust() instanceof Trust.Trusted) {
            return Optional.empty();
        }
        if (origin.isEmpty()) {
            throw new PlanningException("which revision this build is of is not known, and so not which component map"
                    + " may be trusted: build the pull request again");
        }
        maker.note(TrustedMap.note(origin.get(), mapPath()));
        return Optional.of(TrustedMap.read(origin.get(), mapPath()));
    }

    private String mapPath() throws PlanningException {
        return options.inline().isPresent() ? "" : GitMapPath.normal(options.mapPath());
    }

    private BuildSource subject() throws IOException, InterruptedException {
        if (subject == null) {
            subject = BuildSourceResolver.of(run, listener);
        }
        return subject;
    }

    private PlanMaker maker() throws IOException, InterruptedException {
        String repository = subject()
                .remote()
                .map(RepositoryId::of)
                .orElseGet(() -> "job/" + run.getParent().getFullName());
        return new PlanMaker(run, options, subject(), repository);
    }

    private Base base(String repository) throws IOException, InterruptedException {
        if (options.everything()) {
            return new Base.None(options.everythingWhy());
        }
        if (!options.jobs().isEmpty()) {
            return new Base.None("jobs were asked for by name");
        }
        if (options.base().isPresent()) {
            return Base.named(options.base().get());
        }
        if (subject().base().isPresent()) {
            return subject().base().get();
        }
        if (subject().branch().isEmpty()) {
            return new Base.None("which branch is built is not known, and so nothing of its earlier builds");
        }
        String branch = subject().branch().get();
        String line = BaselineKey.of(Optional.of(branch), options, TriggerDetector.of(run, options), inline())
                .orElseThrow();
        Optional<String> proven = ControllerProofStores.get().provenCommit(repository, line);
        if (proven.isEmpty()) {
            return new Base.None("no commit of " + branch + " is known for which everything was proven");
        }
        String words = "the last commit of " + branch + " for which everything was proven";
        return new Base.Commit(proven.get(), words, branch, true);
    }

    private Optional<MapSource> inline() throws PlanningException {
        if (options.inline().isEmpty()) {
            return Optional.empty();
        }
        try {
            String text = MapPrinter.print(MapReader.read(options.inline().get()));
            return Optional.of(new MapSource(INLINE, text.getBytes(StandardCharsets.UTF_8)));
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
}
