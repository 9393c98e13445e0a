package io.jenkins.plugins.mergeability.engine.cli.deploy;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Action;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Deployer;
import io.jenkins.plugins.mergeability.engine.deploy.turn.RefusedException;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Wait;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.run.tree.TreeLock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The one deployment to an environment that is under way on this machine. */
public final class LocalDeployment implements AutoCloseable {

    private final LocalEnvironments environments;
    private final Environment environment;
    private final TreeLock lock;
    private final DeploymentProcesses processes;
    private final LocalTarget target;
    private final EnvironmentRecord record;
    private final Deployer deployer;
    private final DeployText text;
    private final String user = System.getProperty("user.name", "");

    private LocalDeployment(
            LocalEnvironments environments, Environment environment, TreeLock lock, DeploymentProcesses processes)
            throws IOException {
        this.environments = environments;
        this.environment = environment;
        this.lock = lock;
        this.processes = processes;
        this.text = new DeployText(environments.terminal());
        this.target = new LocalTarget(environments, environment.name(), processes, text);
        this.record = environments.record(environment);
        this.deployer = environments.deployer(environment, record, target);
    }

    /** Begins, as soon as no other one is under way, and carries on what an interrupted one left. */
    public static LocalDeployment begin(LocalEnvironments environments, Environment environment)
            throws IOException, InterruptedException {
        EnvironmentFiles files = environments.files();
        TreeLock lock = TreeLock.take(
                files.lock(environment.name()),
                () -> environments.terminal().err().println("waiting for another deployment to " + environment.name()));
        try {
            LocalDeployment deployment = new LocalDeployment(
                    environments, environment, lock, DeploymentProcesses.begin(files.processes(environment.name())));
            deployment.resume();
            return deployment;
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void resume() throws IOException {
        Optional<Candidate> active = record.active();
        if (active.isPresent()) {
            text.line("continuing what was interrupted: " + DeployText.candidate(active.get()));
            work();
            report(active.get(), false);
        }
    }

    /** Why it is asked for what is refused otherwise; empty if it is not. */
    public record Decisions(Optional<String> settle, Optional<String> accept) {}

    /**
     * Deploys components of a commit.
     *
     * @return whether all of them are live now
     */
    public boolean deploy(Set<String> components, String revision, Decisions decisions)
            throws BadInputException, MapException, IOException {
        if (decisions.settle().isPresent()) {
            settle(components, decisions.settle().get());
        }
        CommitMap commit = environments.commit(revision);
        Map<String, Candidate> candidates = new TreeMap<>();
        Set<Integer> live = new TreeSet<>();
        for (String component : components) {
            Proposal proposal = Proposal.of(environments, environment, commit, component);
            if (proposal.offer().isEmpty()) {
                refuse(component, proposal.refusals(), proposal.remedy());
                continue;
            }
            if (!proposal.flaky().isEmpty()) {
                text.line(component + " is flaky: " + DeployText.names(proposal.flaky())
                        + " passed last, and failed before");
            }
            Optional<Candidate> blocked = record.blocked(component)
                    .filter(candidate -> candidate
                            .offer()
                            .deployment()
                            .equals(proposal.offer().get().deployment()));
            if (blocked.isPresent()) {
                candidates.put(component, blocked.get());
                continue;
            }
            try {
                Candidate candidate = deployer.offer(proposal.offer().get(), user);
                candidates.put(component, candidate);
                if (candidate.state() == DeploymentState.LIVE) {
                    live.add(candidate.number());
                }
                if (decisions.accept().isPresent() && waitsForPerson(candidate)) {
                    deployer.acceptOrder(
                            candidate.number(), user, decisions.accept().get());
                }
            } catch (RefusedException e) {
                refuse(component, List.of(e.getMessage()), "");
            }
        }
        work();
        boolean all = candidates.size() == components.size();
        for (Map.Entry<String, Candidate> each : candidates.entrySet()) {
            all &= report(each.getValue(), live.contains(each.getValue().number()));
        }
        return all;
    }

    private boolean waitsForPerson(Candidate candidate) throws IOException {
        return candidate.state() == DeploymentState.CANDIDATE
                && deployer.waits(candidate).stream().anyMatch(LocalDeployment::asksForDecision);
    }

    private static boolean asksForDecision(Wait wait) {
        return wait.reason() == Wait.Reason.REWRITTEN || wait.reason() == Wait.Reason.FAILED_BEFORE;
    }

    private void refuse(String component, List<String> why, String remedy) {
        text.line(component + " is not deployed:");
        why.forEach(each -> text.line("  " + DeployText.text(each)));
        if (!remedy.isEmpty()) {
            text.line("  = " + remedy);
        }
    }

    private void settle(Set<String> components, String reason) throws BadInputException, IOException {
        List<String> settled = new ArrayList<>();
        for (String component : components) {
            if (record.blocked(component).isPresent()) {
                try {
                    deployer.settle(component, user, reason);
                    settled.add(component);
                } catch (RefusedException e) {
                    throw new BadInputException(e.getMessage());
                }
            }
        }
        if (settled.isEmpty()) {
            throw new BadInputException("--settle: nothing of " + environment.name() + " needs a person");
        }
        text.line("settled: " + String.join(", ", settled));
    }

    /**
     * Puts an earlier release back.
     *
     * @param to the number of the candidate to return to; empty for the last good one
     * @return whether it is live now
     * @throws BadInputException if there is none
     */
    public boolean rollBack(String component, Optional<Integer> to, String reason)
            throws BadInputException, IOException {
        Candidate back;
        try {
            back = deployer.rollBack(component, to, user, reason);
        } catch (RefusedException e) {
            throw new BadInputException(e.getMessage());
        }
        work();
        boolean live = record.live(component).filter(now -> now == back).isPresent() && !record.unknown(component);
        text.line(
                live
                        ? DeployText.candidate(back) + " is live again"
                        : component + " was not rolled back: "
                                + record.blocked(component)
                                        .map(Candidate::text)
                                        .map(DeployText::text)
                                        .orElse("see `" + environments.call("environments") + "`"));
        return live;
    }

    /** Does all that is to be done now. */
    private void work() throws IOException {
        for (Optional<Action> done = deployer.step(); done.isPresent(); done = deployer.step()) {
            if (done.get() instanceof Action.Record event) {
                announce(event);
            }
        }
    }

    private void announce(Action.Record event) {
        Candidate candidate = event.candidate();
        switch (event.kind()) {
            case STARTED -> text.line(DeployText.candidate(candidate) + " to " + environment.name());
            case ROLLING_BACK -> text.line("putting back " + DeployText.candidate(event.other()));
            case SUPERSEDED, WITHDRAWN, NOT_DEPLOYED, NOTHING_LIVE, PERSON_NEEDED, ADOPTED, RETURNED -> {
                // reported with the state that they lead to
            }
            default -> throw new IllegalStateException("unexpected " + event.kind());
        }
    }

    /** Prints the outcome of a candidate, and returns whether it is live. */
    private boolean report(Candidate candidate, boolean before) throws IOException {
        String what = DeployText.candidate(candidate);
        boolean live = candidate.state() == DeploymentState.LIVE
                && !record.unknown(candidate.offer().component());
        if (live) {
            text.line(what + (before ? " is live already: nothing to do" : " is live"));
            return true;
        }
        String why = candidate.text().isEmpty() ? "" : ": " + DeployText.text(candidate.text());
        switch (candidate.state()) {
            case CANDIDATE -> {
                List<Wait> waits = deployer.waits(candidate);
                text.line(what + " waits " + DeployText.waits(waits));
                if (waits.stream().anyMatch(LocalDeployment::asksForDecision)) {
                    text.line(
                            "  = to deploy it nevertheless: `" + deployAgain(candidate.offer()) + " --accept REASON`");
                }
                if (waits.stream().anyMatch(wait -> wait.reason() == Wait.Reason.BLOCKED)) {
                    help(candidate.offer());
                }
            }
            case ROLLED_BACK ->
                text.line(what + " did not hold: "
                        + candidate.other().map(DeployText::candidate).orElse("nothing") + " is live again");
            case FAILED -> text.line(what + " failed" + why);
            case NEEDS_PERSON -> {
                text.line(what + " needs a person" + why);
                help(candidate.offer());
            }
            case SUPERSEDED ->
                text.line(what + " is superseded by "
                        + candidate.other().map(DeployText::candidate).orElse("another one"));
            default -> text.line(what + " is " + candidate.state().text() + why);
        }
        return false;
    }

    private void help(Offer offer) {
        text.line("  = put it in order and say so with `" + deployAgain(offer) + " --settle REASON`, or return with `"
                + environments.call("rollback " + environment.name() + " " + offer.component() + " --reason REASON")
                + "`");
    }

    private String deployAgain(Offer offer) {
        return environments.call("deploy " + environment.name() + " " + offer.component());
    }

    @Override
    public void close() throws IOException {
        try {
            target.close();
            processes.close();
        } finally {
            lock.close();
        }
    }
}
