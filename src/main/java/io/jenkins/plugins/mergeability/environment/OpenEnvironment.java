package io.jenkins.plugins.mergeability.environment;

import hudson.AbortException;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.deploy.DeployStep;
import io.jenkins.plugins.mergeability.engine.deploy.DeployTarget;
import io.jenkins.plugins.mergeability.engine.deploy.EnvironmentOrder;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.deploy.commits.BranchHistory;
import io.jenkins.plugins.mergeability.engine.deploy.commits.DeployedCommit;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Deployer;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Waits;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.environments.ApprovalRule;
import io.jenkins.plugins.mergeability.engine.map.environments.FreezeWindow;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import io.jenkins.plugins.mergeability.outputs.ControllerOutputs;
import io.jenkins.plugins.mergeability.outputs.OutputScope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The state of an environment, locked for one thread at a time, with what decides about it. */
public final class OpenEnvironment implements AutoCloseable {

    private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final EnvironmentJob job;
    private final EnvironmentJob.Branch branch;
    private final ReentrantLock lock;
    private final GitRepository repository;
    private final BranchHistory history;
    private final DeployedCommit tip;
    private final Environment environment;
    private final EnvironmentRecord record;
    private final Deployer deployer;

    private OpenEnvironment(
            EnvironmentJob job, EnvironmentJob.Branch branch, ReentrantLock lock, GitRepository repository)
            throws IOException {
        this.job = job;
        this.branch = branch;
        this.lock = lock;
        this.repository = repository;
        this.history = new BranchHistory(repository, BranchMirror.reference(branch));
        this.tip = commit(tipOf(history));
        this.environment = conditions(job, tip);
        this.record = job.record();
        this.deployer = deployer();
    }

    /**
     * Opens an environment, as soon as no other thread has.
     *
     * @throws AbortException if it is not configured well, with what to correct
     * @throws IOException if its journal cannot be read
     */
    public static OpenEnvironment of(EnvironmentJob job) throws IOException {
        EnvironmentJob.Branch branch = job.branch();
        GitRepository repository = new BranchMirror(job).open(branch);
        ReentrantLock lock = LOCKS.computeIfAbsent(job.directory(), path -> new ReentrantLock());
        lock.lock();
        try {
            return new OpenEnvironment(job, branch, lock, repository);
        } catch (IOException | RuntimeException e) {
            lock.unlock();
            repository.close();
            throw e;
        }
    }

    private static String tipOf(BranchHistory history) throws IOException {
        try {
            return history.tip();
        } catch (BadInputException e) {
            throw (AbortException) new AbortException(e.getMessage()).initCause(e);
        }
    }

    /** The environment as the map at the tip has it, with the conditions of Jenkins added. */
    private static Environment conditions(EnvironmentJob job, DeployedCommit tip) throws AbortException {
        Environment environment = tip.map().environments().get(job.name());
        if (environment == null || environment.local()) {
            throw new AbortException(job.definition().getMap() + " at the tip of the branch "
                    + (environment == null
                            ? "has no environment " + job.name()
                            : "marks the environment " + job.name() + " as `local: true`, for the command line"));
        }
        List<FreezeWindow> freeze = new ArrayList<>(environment.freeze());
        try {
            freeze.addAll(job.definition().freezeWindows());
        } catch (IllegalArgumentException e) {
            throw (AbortException) new AbortException(
                            "the freeze of " + job.job().getFullDisplayName() + " is malformed: " + e.getMessage())
                    .initCause(e);
        }
        Optional<ApprovalRule> approval = environment.approval();
        if (approval.isEmpty() && !job.definition().approverNames().isEmpty()) {
            approval = Optional.of(new ApprovalRule(List.of(), 1, false));
        }
        return new Environment(
                environment.name(),
                false,
                environment.soak(),
                approval,
                freeze,
                environment.deploy(),
                environment.position());
    }

    private Deployer deployer() throws IOException {
        Map<String, Waits.Before> before = new TreeMap<>();
        for (Map.Entry<String, Environment> each :
                EnvironmentOrder.before(tip.map(), environment).entrySet()) {
            before.put(
                    each.getKey(),
                    new Waits.Before(each.getValue(), recordOf(each.getValue().name())));
        }
        return new Deployer(environment, record, before, history, new RunTarget(), soak(), InstantSource.system());
    }

    /** The record of an environment before this one; an empty one if no job deploys to it. */
    private EnvironmentRecord recordOf(String name) throws IOException {
        for (EnvironmentJob other : EnvironmentJob.of(job.definition().getProject())) {
            if (other.name().equals(name) && other.definition().isBeside(job.definition())) {
                return other.record();
            }
        }
        return EnvironmentRecord.read(new MemoryJournal());
    }

    /** How long a release has to be verified here until it is good. */
    public Duration soak() {
        return EnvironmentOrder.soak(tip.map(), environment);
    }

    public EnvironmentJob job() {
        return job;
    }

    public EnvironmentJob.Branch branch() {
        return branch;
    }

    public GitRepository repository() {
        return repository;
    }

    /** The newest commit of the branch, with its map. */
    public DeployedCommit tip() {
        return tip;
    }

    /** The environment with the conditions of the map and of Jenkins. */
    public Environment environment() {
        return environment;
    }

    public EnvironmentRecord record() {
        return record;
    }

    public Deployer decisions() {
        return deployer;
    }

    /** The number of events so far. */
    int events() throws IOException {
        return job.journal().read().size();
    }

    /**
     * A commit with its map.
     *
     * @throws AbortException if it has none that can be read
     */
    DeployedCommit commit(String id) throws IOException {
        return new DeployedCommit(id, read(job, mapText(id), id));
    }

    /** The text of the map of a commit. */
    byte[] mapText(String id) throws IOException {
        try {
            return repository
                    .file(id, job.definition().getMap())
                    .orElseThrow(() -> new AbortException("commit " + id + " has no component map "
                            + job.definition().getMap()));
        } catch (BadInputException e) {
            throw (AbortException) new AbortException(e.getMessage()).initCause(e);
        }
    }

    /** Parses the map of a commit. */
    static ComponentMap read(EnvironmentJob job, byte[] text, String commit) throws AbortException {
        try {
            return MapReader.read(job.definition().getMap(), text)
                    .withPlatforms(
                            List.copyOf(Settings.of(job.job()).platforms().keySet()));
        } catch (MapException e) {
            throw (AbortException)
                    new AbortException("the component map of commit " + commit + " cannot be read: " + e.getMessage())
                            .initCause(e);
        }
    }

    /** Which outputs the environment restores: those that builds of primary branches made. */
    OutputScope outputs() throws AbortException {
        return OutputScope.primary(branch.repository());
    }

    /** Keeps what proves a candidate, and of earlier ones what is needed. */
    void pinProofs(Candidate candidate, Map<InputHash, Evidence> evidence) throws IOException {
        PinnedProofs proofs = new PinnedProofs(job);
        proofs.pin(candidate, evidence);
        proofs.retain(record.pinnedCandidates(Instant.now(), soak()));
    }

    /** Why a release cannot be deployed; empty if nothing is missing. */
    Optional<String> missing(Offer offer) throws IOException {
        DeployedCommit commit;
        try {
            commit = commit(offer.commit());
        } catch (AbortException e) {
            return Optional.of(e.getMessage());
        }
        if (commit.definition(environment.name(), offer).isEmpty()) {
            return Optional.of("the component map of commit " + offer.commit() + " does not deploy as it was offered");
        }
        for (OutputDigest digest : offer.release().outputs().values()) {
            if (!ControllerOutputs.get().has(outputs(), digest)) {
                return Optional.of("its outputs are no longer kept on the controller");
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            EnvironmentSummaries.update(this);
        } finally {
            repository.close();
            lock.unlock();
        }
    }

    /** The agents of runs perform the steps; here it is only asked whether a release can be had. */
    private final class RunTarget implements DeployTarget {

        @Override
        public Optional<String> perform(DeployStep step, Offer offer, Optional<Release> previous) throws IOException {
            if (step != DeployStep.PREPARE) {
                throw new IOException("only a run of " + job.job().getFullDisplayName() + " performs " + step.text());
            }
            return missing(offer);
        }
    }
}
