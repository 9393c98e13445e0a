package io.jenkins.plugins.mergeability.engine.cli.deploy;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ShellQuoting;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.cli.workspace.MapFile;
import io.jenkins.plugins.mergeability.engine.cli.workspace.StandaloneMap;
import io.jenkins.plugins.mergeability.engine.deploy.DeployTarget;
import io.jenkins.plugins.mergeability.engine.deploy.EnvironmentOrder;
import io.jenkins.plugins.mergeability.engine.deploy.commits.BranchHistory;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Deployer;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Waits;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.outputs.OutputStore;
import io.jenkins.plugins.mergeability.engine.outputs.store.DirectoryOutputStore;
import io.jenkins.plugins.mergeability.engine.proof.FileProofStore;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import io.jenkins.plugins.mergeability.engine.text.NearestName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environments of a repository. They count as the map at the tip of their branch has them; what is deployed is a
 * commit of that branch.
 */
public final class LocalEnvironments implements AutoCloseable {

    private static final int BRIEF = 10;

    private final GitRepository repository;
    private final MapFile file;
    private final Terminal terminal;
    private final EnvironmentFiles files;
    private final BranchHistory history;
    private final CommitMap tip;
    private final String options;

    private LocalEnvironments(
            GitRepository repository,
            MapFile file,
            Terminal terminal,
            EnvironmentFiles files,
            BranchHistory history,
            CommitMap tip,
            String options) {
        this.repository = repository;
        this.file = file;
        this.terminal = terminal;
        this.files = files;
        this.history = history;
        this.tip = tip;
        this.options = options;
    }

    /** Adds the options that {@link #open} reads. */
    public static CommandSyntax options(CommandSyntax syntax) {
        return StandaloneMap.options(syntax)
                .value("--branch", "B", "The branch that is deployed from; the main branch by default.");
    }

    /**
     * Opens the repository, and reads the map at the tip of the branch.
     *
     * @throws BadInputException if there is no such repository, branch or map
     */
    public static LocalEnvironments open(Arguments arguments, Terminal terminal)
            throws BadInputException, MapException, IOException {
        Path directory = terminal.directory().resolve(arguments.value("--repo", "."));
        GitRepository repository = GitRepository.at(directory, "git", System.getenv());
        try {
            MapFile file = MapFile.locate(
                    Optional.ofNullable(arguments.value("--map")),
                    directory,
                    terminal.directory(),
                    repository.workTree());
            if (file.path().isEmpty()) {
                throw new BadInputException(GitPath.display(file.shown())
                        + " is not in the repository: environments are those of the map that is committed there");
            }
            BranchHistory history = history(repository, Optional.ofNullable(arguments.value("--branch")));
            CommitMap tip = CommitMap.read(repository, file, history.tip());
            EnvironmentFiles files =
                    new EnvironmentFiles(repository.commonDirectory().resolve("mergeability"));
            return new LocalEnvironments(repository, file, terminal, files, history, tip, options(arguments));
        } catch (BadInputException | MapException | IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    private static BranchHistory history(GitRepository repository, Optional<String> named)
            throws BadInputException, IOException {
        Optional<String> reference =
                named.isPresent() ? BranchHistory.find(repository, named.get()) : repository.primaryBranch();
        return new BranchHistory(
                repository,
                reference.orElseThrow(() -> new BadInputException(
                        named.isPresent()
                                ? "--branch: there is no branch " + GitPath.display(named.get())
                                : "the repository has no main branch: name the branch of the environment with"
                                        + " --branch")));
    }

    private static String options(Arguments arguments) {
        StringBuilder options = new StringBuilder();
        for (String option : new String[] {"--map", "--repo"}) {
            if (arguments.value(option) != null) {
                options.append(' ').append(option).append(' ').append(ShellQuoting.quote(arguments.value(option)));
            }
        }
        return options.toString();
    }

    /** The map at the tip of the branch. */
    public ComponentMap map() {
        return tip.map();
    }

    /** The name of the branch. */
    public String branch() {
        return history.name();
    }

    CommitMap tip() {
        return tip;
    }

    GitRepository repository() {
        return repository;
    }

    MapFile file() {
        return file;
    }

    Terminal terminal() {
        return terminal;
    }

    EnvironmentFiles files() {
        return files;
    }

    /** The proofs of the repository: not those of a single working tree, which say nothing of other ones. */
    ProofStore proofs() {
        return new FileProofStore(files.state());
    }

    OutputStore outputs() {
        return new DirectoryOutputStore(files.state().resolve("outputs"));
    }

    /** The first digits of the id of a commit. */
    static String brief(String commit) {
        return commit.substring(0, Math.min(BRIEF, commit.length()));
    }

    /** A call of this program, with the options that name the repository and the map. */
    String call(String words) {
        return ShellQuoting.quote(terminal.program()) + " " + words + options;
    }

    /**
     * The environment of that name, to which the command line deploys.
     *
     * @throws BadInputException if there is none, or something else deploys to it
     */
    public Environment local(String name) throws BadInputException {
        Map<String, Environment> all = map().environments();
        Environment environment = all.get(name);
        if (environment == null) {
            String near = new NearestName().to(name, all.keySet());
            throw new BadInputException("the map at the tip of " + branch() + " has no environment "
                    + GitPath.display(name) + ": "
                    + (near != null
                            ? "did you mean " + near + "?"
                            : all.isEmpty()
                                    ? "it has no `environments`"
                                    : "it has " + String.join(", ", all.keySet())));
        }
        if (!environment.local()) {
            throw new BadInputException(
                    "the command line deploys only to environments that the map marks `local: true`, and " + name
                            + " is none; other environments are not deployed to yet");
        }
        return environment;
    }

    /**
     * A component of an environment.
     *
     * @throws BadInputException if the environment does not deploy it
     */
    public static void check(Environment environment, String component) throws BadInputException {
        if (!environment.deploy().containsKey(component)) {
            String near = new NearestName().to(component, environment.deploy().keySet());
            throw new BadInputException(environment.name() + " does not deploy " + GitPath.display(component) + ": "
                    + (near != null
                            ? "did you mean " + near + "?"
                            : "it deploys "
                                    + String.join(", ", environment.deploy().keySet())));
        }
    }

    /**
     * A commit, with its map.
     *
     * @throws BadInputException if there is no such revision, or it has no map
     */
    CommitMap commit(String revision) throws BadInputException, MapException, IOException {
        String commit = repository
                .commit(revision)
                .orElseThrow(() -> new BadInputException("--head: " + GitPath.display(revision)
                        + " is no commit of this repository: use an existing revision"));
        return CommitMap.read(repository, file, commit);
    }

    /** Whether a commit is the one that is checked out. */
    boolean isHead(String commit) throws IOException {
        try {
            return repository.commit("HEAD").filter(commit::equals).isPresent();
        } catch (BadInputException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The record of an environment. */
    public EnvironmentRecord record(Environment environment) throws IOException {
        return files.record(environment.name());
    }

    /** What decides about an environment. */
    public Deployer deployer(Environment environment, EnvironmentRecord record, DeployTarget target)
            throws IOException {
        Map<String, Waits.Before> before = new TreeMap<>();
        for (Map.Entry<String, Environment> each :
                EnvironmentOrder.before(map(), environment).entrySet()) {
            before.put(each.getKey(), new Waits.Before(each.getValue(), record(each.getValue())));
        }
        return new Deployer(
                environment,
                record,
                before,
                history,
                target,
                EnvironmentOrder.soak(map(), environment),
                InstantSource.system());
    }

    Instant now() {
        return InstantSource.system().instant();
    }

    @Override
    public void close() {
        repository.close();
    }
}
