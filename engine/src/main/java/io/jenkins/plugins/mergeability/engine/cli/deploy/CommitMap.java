package io.jenkins.plugins.mergeability.engine.cli.deploy;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.cli.workspace.MapFile;
import io.jenkins.plugins.mergeability.engine.cli.workspace.MemoryLockFiles;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.deploy.commits.DeployedCommit;
import io.jenkins.plugins.mergeability.engine.deploy.gate.Gate;
import io.jenkins.plugins.mergeability.engine.deploy.gate.GateResult;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockFileReader;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.plan.MapFiles;
import io.jenkins.plugins.mergeability.engine.plan.Planner;
import io.jenkins.plugins.mergeability.engine.plan.RunEnvironment;
import io.jenkins.plugins.mergeability.engine.plan.SnapshotDigests;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import io.jenkins.plugins.mergeability.engine.run.LocalPlatforms;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A commit with its own component map.
 *
 * @param deployed the commit and its map
 * @param files its files
 * @param mapPath the path of the map
 */
record CommitMap(DeployedCommit deployed, Snapshot files, String mapPath) {

    /** Where the command line deploys to. */
    private static final String TARGET = "this machine";

    /**
     * Reads the map of a commit.
     *
     * @throws BadInputException if the commit has none
     */
    static CommitMap read(GitRepository repository, MapFile file, String commit)
            throws BadInputException, MapException, IOException {
        byte[] content = repository
                .file(commit, file.path())
                .orElseThrow(() -> new BadInputException(
                        "commit " + LocalEnvironments.brief(commit) + " has no component map " + file.shown()));
        ComponentMap map = MapReader.read(file.shown(), content);
        return new CommitMap(
                new DeployedCommit(commit, map.withPlatforms(LocalPlatforms.all(map))),
                repository.snapshot(commit),
                file.target());
    }

    String commit() {
        return deployed.commit();
    }

    ComponentMap map() {
        return deployed.map();
    }

    /** How a component is deployed to an environment. */
    Optional<DeployDefinition> definition(String environment, String component) {
        return deployed.definition(environment, component);
    }

    /** The digest of how a component is deployed: its commands, and the directory in which they run. */
    String digest(DeployDefinition definition) {
        return deployed.digest(definition);
    }

    /** What the proofs say of the outputs that a definition deploys. */
    GateResult check(
            DeployDefinition definition, GitRepository repository, ProofStore proofs, Map<String, String> variables)
            throws BadInputException, IOException {
        Gate gate = new Gate(map(), definition.source(), Set.of());
        MapFiles claimed = MapFiles.of(map());
        LockFileReader locks = new LockFileReader(repository, new MemoryLockFiles());
        Map<JobKey, InputHash> hashes = Planner.hashes(
                map(),
                new SnapshotDigests(files, claimed, mapPath, locks.read(map(), claimed.claims(), files)),
                RunEnvironment.of(map(), Map.of(), variables, ""),
                gate.jobs());
        return gate.check(commit(), hashes, proofs.find(new HashSet<>(hashes.values())));
    }

    /** The offer of a release that the gate has let through. */
    Offer offer(DeployDefinition definition, Release release, GateResult gate) {
        return deployed.offer(definition, release, TARGET, gate.proofs());
    }
}
