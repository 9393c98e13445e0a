package io.jenkins.plugins.mergeability.planning;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.config.MapName;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.map.write.MapPrinter;
import io.jenkins.plugins.mergeability.proofs.ControllerProofStores;
import io.jenkins.plugins.mergeability.proofs.ProvenCommit;
import io.jenkins.plugins.mergeability.proofs.RepositoryId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Plans a build. Every method may block on agents, git or the network. */
public final class BuildPlanner {

    private static final Logger LOGGER = Logger.getLogger(BuildPlanner.class.getName());

    /** The name of a map in the pipeline, for error messages. */
    static final String INLINE = MapName.INLINE;

    private final Run<?, ?> run;
    private final PlanOptions options;
    private final TaskListener listener;
    private final BuildVariables variables;
    private BuildSource source;

    private BuildPlanner(Run<?, ?> run, PlanOptions options, TaskListener listener, BuildVariables variables) {
        this.run = run;
        this.options = options;
        this.listener = listener;
        this.variables = variables;
    }

    /** A planner for a pipeline that sets no variables. */
    static BuildPlanner of(Run<?, ?> run, PlanOptions options, TaskListener listener) {
        return of(run, options, listener, BuildVariables.NONE);
    }

    /** @param variables the variables around the step */
    public static BuildPlanner of(Run<?, ?> run, PlanOptions options, TaskListener listener, BuildVariables variables) {
        return new BuildPlanner(run, options, listener, variables);
    }

    /** The SCM to check out for planning in a workspace; empty if the build has none. */
    public Optional<SCM> scm() throws IOException, InterruptedException {
        return source().scm();
    }

    /**
     * Plans without an agent.
     *
     * @return empty if planning needs an agent
     * @throws PlanningException if the build cannot be planned with an agent either
     */
    public Optional<PlannedBuild> withoutAgent() throws IOException, InterruptedException {
        Optional<BuildSource.Origin> origin = source().origin();
        if (origin.isEmpty()) {
            return Optional.empty();
        }
        PlanMaker maker = maker();
        Base base = base(maker.repository());
        Optional<GithubQuery> github = GithubQuery.of(origin.get(), base);
        Optional<CloneQuery> clone = CloneQuery.of(source(), base);
        if (github.isEmpty() && clone.isEmpty()) {
            return Optional.empty();
        }
        String asked = github.isPresent() ? "the query to GitHub" : "the query of the controller's clone";
        try {
            Optional<MapSource> given = given(maker);
            Optional<RepositoryFacts> facts = github.isPresent()
                    ? Optional.of(github.get().run(mapPath(), given))
                    : clone.get().run(mapPath(), given, listener);
            return facts.isPresent() ? Optional.of(maker.make(facts.get())) : Optional.empty();
        } catch (PlanningException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            listener.getLogger().println("Planning on an agent, because " + asked + " failed: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Plans the checked-out commit of a workspace.
     *
     * @param workspace a directory of the repository
     * @param env the environment variables of the build
     * @throws PlanningException if the build cannot be planned
     */
    public PlannedBuild in(FilePath workspace, EnvVars env) throws IOException, InterruptedException {
        PlanMaker maker = maker();
        Optional<MapSource> given = given(maker);
        AgentQueries queries = new AgentQueries(
                workspace, top(workspace, env), git(workspace, env), mapPath(), given, agent(workspace));
        Base base = base(maker.repository());
        AgentReply reply = queries.query(base);
        if (reply.lack() == null) {
            return make(maker, reply.facts(), agent(workspace));
        }
        Base.Commit commit = (Base.Commit) base;
        String fetchError = "";
        if (reply.mayBeFetched(commit)) {
            fetchError = fetch(commit, workspace, env, reply);
            reply = queries.query(base);
        }
        if (reply.lack() == AgentReply.Lack.BASE && options.base().isPresent()) {
            throw PlanningException.noBase(reply.reason(commit) + fetchError);
        }
        RepositoryFacts facts = reply.lack() == null
                ? reply.facts()
                : queries.query(new Base.None(reply.reason(commit) + fetchError))
                        .facts();
        return make(maker, facts, agent(workspace));
    }

    private static String agent(FilePath workspace) {
        Computer computer = workspace.toComputer();
        return computer == null ? "(offline)" : computer.getDisplayName();
    }

    /** Plans from the facts of an agent. The map of a merge, which has no ID before, is compared with that of GitHub. */
    private PlannedBuild make(PlanMaker maker, RepositoryFacts facts, String agent)
            throws IOException, InterruptedException {
        Optional<BuildSource.Origin> origin = source().origin();
        if (origin.isPresent() && source().isOwnMapUsed() && options.inline().isEmpty()) {
            Optional<GithubQuery> query = GithubQuery.of(origin.get(), new Base.None(""));
            try {
                if (query.isPresent() && query.get().isOtherMerge(facts.tree(), facts.map())) {
                    throw new PlanningException("agent " + agent + " has merged another component map "
                            + GitPath.display(facts.map().name())
                            + " than GitHub, from the same commits: build again on"
                            + " another agent, or merge the target branch into the pull request");
                }
            } catch (PlanningException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.FINE, e, () -> "GitHub does not say which map it has merged for " + run);
            }
        }
        return maker.make(facts);
    }

    /** The state of a workspace for jobs. */
    public WorkspaceState state(FilePath workspace, EnvVars env) throws IOException, InterruptedException {
        return workspace.act(new WorkspaceQuery(git(workspace, env), AgentQueries.ceiling(top(workspace, env))));
    }

    private static FilePath top(FilePath workspace, EnvVars env) {
        return new FilePath(workspace.getChannel(), env.get("WORKSPACE", workspace.getRemote()));
    }

    /** Fetches a missing base. Returns the end of an error sentence, or nothing after success. */
    private String fetch(Base.Commit base, FilePath workspace, EnvVars env, AgentReply reply)
            throws IOException, InterruptedException {
        if (!(source().scm().orElse(null) instanceof GitSCM scm)) {
            return "";
        }
        return new BaseFetcher(run, listener, scm)
                .fetch(workspace, env, base, reply.shallow())
                .map(error -> ", and could not be fetched: " + error)
                .orElse("");
    }

    /** The map; empty for the one at the head. */
    private Optional<MapSource> given(PlanMaker maker) throws IOException, InterruptedException {
        if (options.inline().isPresent()) {
            return inline();
        }
        Optional<BuildSource.Origin> origin = source().origin();
        if (source().isOwnMapUsed()) {
            return Optional.empty();
        }
        if (origin.isEmpty()) {
            throw new PlanningException(
                    "the revision of this build is unknown, and therefore the trusted component map:"
                            + " build the pull request again");
        }
        maker.note(TrustedMap.note(origin.get(), mapPath()));
        return Optional.of(TrustedMap.read(origin.get(), mapPath()));
    }

    private String mapPath() throws PlanningException {
        return options.inline().isPresent() ? "" : GitMapPath.normal(options.mapPath());
    }

    private BuildSource source() throws IOException, InterruptedException {
        if (source == null) {
            source = BuildSourceResolver.of(run, listener);
        }
        return source;
    }

    private PlanMaker maker() throws IOException, InterruptedException {
        String repository = source().remote()
                .map(RepositoryId::of)
                .orElseGet(() -> "job/" + run.getParent().getFullName());
        return new PlanMaker(run, options, source(), repository, variables);
    }

    private Base base(String repository) throws IOException, InterruptedException {
        if (options.everything()) {
            return new Base.None(options.everythingReason());
        }
        if (!options.jobs().isEmpty()) {
            return new Base.None("jobs are selected by name");
        }
        if (options.base().isPresent()) {
            return Base.named(options.base().get());
        }
        if (source().base().isPresent()) {
            return sameAround(repository, source().base().get());
        }
        if (source().branch().isEmpty()) {
            return new Base.None("the branch is unknown, and therefore its earlier builds");
        }
        String branch = source().branch().get();
        String key = BaselineKey.of(source().baselineOwner(), options, TriggerDetector.of(run, options), inline())
                .orElseThrow();
        Optional<ProvenCommit> proven = ControllerProofStores.get().provenCommit(repository, key);
        if (proven.isEmpty()) {
            return new Base.None("no fully proven commit of " + branch + " is known");
        }
        Optional<String> difference = proven.get().difference(around());
        if (difference.isPresent()) {
            return new Base.None(difference.get());
        }
        String description = "the last fully proven commit of " + branch;
        return new Base.Commit(proven.get().commit(), description, branch, true);
    }

    /**
     * The base of a pull request; none if its jobs run with something else around them than those of the target branch, so
     * that a job may have another outcome although its files have not changed.
     */
    private Base sameAround(String repository, Base base) throws IOException, PlanningException {
        if (base instanceof Base.Commit commit) {
            for (When occasion : List.of(When.MERGE, When.CHANGE)) {
                Optional<String> key = BaselineKey.of(Optional.of(commit.branch()), options, occasion, inline());
                Optional<ProvenCommit> proven = ControllerProofStores.get().provenCommit(repository, key.orElseThrow());
                if (proven.isPresent() && proven.get().around().isPresent()) {
                    Optional<String> difference = proven.get().difference(around());
                    return difference.isPresent() ? new Base.None(difference.get()) : base;
                }
            }
        }
        return base;
    }

    private ProvenCommit.Around around() {
        return PlanMaker.around(Settings.of(run.getParent()), variables);
    }

    private Optional<MapSource> inline() throws PlanningException {
        if (options.inline().isEmpty()) {
            return Optional.empty();
        }
        try {
            String text = MapPrinter.print(MapReader.read(options.inline().get()));
            return Optional.of(new MapSource(INLINE, text.getBytes(StandardCharsets.UTF_8)));
        } catch (MapException e) {
            throw new PlanningException(INLINE + " is invalid:\n" + e.render());
        }
    }

    /** The git executable of the SCM of the build. */
    private String git(FilePath workspace, EnvVars env) throws IOException, InterruptedException {
        Computer computer = workspace.toComputer();
        return git(source().scm().orElse(null), computer == null ? null : computer.getNode(), env, listener);
    }

    /** The git executable of an SCM on a node. */
    public static String git(@CheckForNull SCM scm, @CheckForNull Node node, EnvVars env, TaskListener listener)
            throws IOException, InterruptedException {
        if (node == null || !(scm instanceof GitSCM git)) {
            return "git";
        }
        String executable = git.getGitExe(node, env, listener);
        return executable == null || executable.startsWith("jgit") ? "git" : executable;
    }
}
