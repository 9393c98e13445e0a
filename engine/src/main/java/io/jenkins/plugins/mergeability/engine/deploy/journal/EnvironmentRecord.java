package io.jenkins.plugins.mergeability.engine.deploy.journal;

import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The state of an environment: what its journal says, event by event. Not thread-safe. */
public final class EnvironmentRecord {

    private final Journal journal;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<String, Slot> slots = new TreeMap<>();
    private Candidate active;
    private int turns;

    /** What is so for a component. */
    private static final class Slot {
        Candidate live;
        Candidate newest;
        Candidate blocked;
        boolean unknown;
    }

    private EnvironmentRecord(Journal journal) {
        this.journal = journal;
    }

    /**
     * The state of an environment.
     *
     * @throws IOException if the journal cannot be read, or its events do not follow from each other
     */
    public static EnvironmentRecord read(Journal journal) throws IOException {
        EnvironmentRecord record = new EnvironmentRecord(journal);
        for (JournalEvent event : journal.read()) {
            try {
                record.apply(event);
            } catch (IllegalStateException e) {
                throw new IOException("the journal of deployments is damaged: " + e.getMessage(), e);
            }
        }
        return record;
    }

    /** Writes an event to the journal, and then changes the state. */
    public void append(JournalEvent event) throws IOException {
        journal.append(event);
        apply(event);
    }

    /** Records an offer, and returns its candidate. */
    public Candidate offer(Offer offer, String by, Instant now) throws IOException {
        int number = candidates.size() + 1;
        append(new JournalEvent(EventKind.OFFERED, number, 0, now, by, "", Optional.of(offer)));
        return candidates.get(number - 1);
    }

    /** All candidates, in the order of their offers. */
    public List<Candidate> candidates() {
        return Collections.unmodifiableList(candidates);
    }

    /** The candidates of a component that wait, in the order of their offers. */
    public List<Candidate> waiting(String component) {
        return candidates.stream()
                .filter(candidate -> candidate.state == DeploymentState.CANDIDATE)
                .filter(candidate -> candidate.offer().component().equals(component))
                .toList();
    }

    /** The candidate of that number. */
    public Optional<Candidate> candidate(int number) {
        return number < 1 || number > candidates.size() ? Optional.empty() : Optional.of(candidates.get(number - 1));
    }

    /** The one deployment under way. */
    public Optional<Candidate> active() {
        return Optional.ofNullable(active);
    }

    /** What is live of a component, or was before what is {@link #unknown}; empty if nothing is. */
    public Optional<Candidate> live(String component) {
        return Optional.ofNullable(slot(component).live);
    }

    /** Whether it is not known what is live of a component: a switch was begun, and has not ended well. */
    public boolean unknown(String component) {
        return slot(component).unknown;
    }

    /** The newest candidate of a component that was switched to or adopted, whether or not it is still live. */
    public Optional<Candidate> newest(String component) {
        return Optional.ofNullable(slot(component).newest);
    }

    /** The candidate of a component that needs a person. */
    public Optional<Candidate> blocked(String component) {
        return Optional.ofNullable(slot(component).blocked);
    }

    /** The newest good candidate of a component that differs from another one. */
    public Optional<Candidate> lastGood(String component, Candidate than, Instant now, Duration soak) {
        Candidate last = null;
        for (Candidate candidate : candidates) {
            if (candidate.offer().component().equals(component)
                    && candidate.good(now, soak)
                    && !candidate.offer().deployment().sameAs(than.offer().deployment())
                    && (last == null || candidate.turn > last.turn)) {
                last = candidate;
            }
        }
        return Optional.ofNullable(last);
    }

    /** Whether no other candidate of a component was ever verified here. */
    public boolean first(String component, Candidate candidate) {
        return candidates.stream()
                .noneMatch(other ->
                        other != candidate && other.offer().component().equals(component) && other.verified != null);
    }

    /** Since when these bytes are verified here, at this commit, without having been taken back. */
    public Optional<Instant> verified(Release release) {
        return candidates.stream()
                .filter(candidate -> candidate.offer().release().equals(release))
                .flatMap(candidate -> candidate.verified().stream())
                .min(Instant::compareTo);
    }

    /** The last candidate with these bytes at this commit. */
    public Optional<Candidate> last(Release release) {
        return candidates.stream()
                .filter(candidate -> candidate.offer().release().equals(release))
                .reduce((first, second) -> second);
    }

    /** The outputs of all that is {@link #pinnedCandidates pinned}. */
    public Set<OutputDigest> pinned(Instant now, Duration soak) {
        Set<OutputDigest> pinned = new TreeSet<>();
        pinnedCandidates(now, soak)
                .forEach(candidate ->
                        pinned.addAll(candidate.offer().release().outputs().values()));
        return pinned;
    }

    /** The candidates whose outputs and proofs must be kept: what waits, is under way, live, or may be returned to. */
    public List<Candidate> pinnedCandidates(Instant now, Duration soak) {
        return candidates.stream()
                .filter(candidate -> switch (candidate.state) {
                    case CANDIDATE, PREPARING, SWITCHING, VERIFYING, LIVE, FAILING, ROLLING_BACK, NEEDS_PERSON -> true;
                    case REPLACED -> returnable(candidate, now, soak);
                    case SUPERSEDED, WITHDRAWN, FAILED, ROLLED_BACK -> false;
                })
                .toList();
    }

    /** Whether a replaced candidate may be returned to: the last good one, and what may become it. */
    private boolean returnable(Candidate candidate, Instant now, Duration soak) {
        if (candidate.verified().isEmpty()) {
            return false;
        }
        Slot slot = slot(candidate.offer().component());
        Candidate than = slot.live == null ? slot.newest : slot.live;
        int lastGood = lastGood(candidate.offer().component(), than, now, soak)
                .map(good -> good.turn)
                .orElse(0);
        return candidate.turn >= lastGood;
    }

    private Slot slot(String component) {
        return slots.computeIfAbsent(component, name -> new Slot());
    }

    private void apply(JournalEvent event) {
        if (event.kind() == EventKind.OFFERED) {
            check(event.candidate() == candidates.size() + 1, event);
            candidates.add(new Candidate(event.candidate(), event.offer().orElseThrow(), event.at()));
            return;
        }
        Candidate candidate = candidate(event.candidate()).orElseThrow(() -> contradiction(event));
        Slot slot = slot(candidate.offer().component());
        DeploymentState before = candidate.state;
        switch (event.kind()) {
            case APPROVED, ORDER_ACCEPTED, SUPERSEDED, WITHDRAWN, ADOPTED, STARTED, RETURNED ->
                waiting(event, candidate, slot);
            case PREPARED, BEFORE_STARTED, BEFORE_DONE, SWITCHING, SWITCHED, VERIFIED, STEP_FAILED ->
                step(event, candidate, slot);
            default -> end(event, candidate, slot);
        }
        if (candidate.state != before) {
            candidate.changed = event.at();
        }
    }

    private void waiting(JournalEvent event, Candidate candidate, Slot slot) {
        boolean returned = event.kind() == EventKind.RETURNED || event.kind() == EventKind.WITHDRAWN;
        boolean preparing = candidate == active && candidate.state == DeploymentState.PREPARING;
        check(candidate.state == DeploymentState.CANDIDATE || returned && preparing, event);
        switch (event.kind()) {
            case APPROVED -> candidate.approvals.putIfAbsent(event.by(), event.at());
            case ORDER_ACCEPTED -> {
                candidate.orderAccepted = true;
                candidate.text = event.text();
            }
            case SUPERSEDED -> {
                candidate.state = DeploymentState.SUPERSEDED;
                candidate.other = candidate(event.other()).orElseThrow(() -> contradiction(event));
            }
            case ADOPTED -> {
                check(active == null && slot.blocked == null && slot.live != null && !slot.unknown, event);
                candidate.passes = slot.live.passes;
                candidate.verified = slot.live.verified;
                live(candidate, slot);
                begin(candidate, slot);
            }
            case STARTED -> {
                check(active == null && slot.blocked == null, event);
                candidate.state = DeploymentState.PREPARING;
                active = candidate;
            }
            case RETURNED -> {
                check(preparing && !candidate.beforeBegun, event);
                candidate.state = DeploymentState.CANDIDATE;
                candidate.prepared = false;
                active = null;
            }
            default -> {
                candidate.state = DeploymentState.WITHDRAWN;
                candidate.text = event.text();
                active = preparing ? null : active;
            }
        }
    }

    private void step(JournalEvent event, Candidate candidate, Slot slot) {
        check(candidate == active, event);
        boolean preparing = candidate.state == DeploymentState.PREPARING;
        switch (event.kind()) {
            case PREPARED -> {
                check(preparing, event);
                candidate.prepared = true;
            }
            case BEFORE_STARTED -> {
                check(preparing && candidate.prepared, event);
                candidate.beforeBegun = true;
            }
            case BEFORE_DONE -> {
                check(preparing && candidate.beforeBegun, event);
                candidate.beforeDone = true;
            }
            case SWITCHING -> {
                check(preparing && candidate.prepared, event);
                candidate.state = DeploymentState.SWITCHING;
                candidate.switchBegun = true;
                slot.unknown = true;
                begin(candidate, slot);
            }
            case SWITCHED -> {
                check(candidate.state == DeploymentState.SWITCHING, event);
                candidate.state = DeploymentState.VERIFYING;
            }
            case VERIFIED -> {
                check(candidate.passes < Candidate.PASSES && candidate.switchBegun, event);
                candidate.passes++;
                live(candidate, slot);
                if (candidate.passes == Candidate.PASSES) {
                    candidate.verified = event.at();
                    active = null;
                }
            }
            default -> {
                candidate.state = DeploymentState.FAILING;
                candidate.text = event.text();
                slot.unknown |= candidate.switchBegun;
            }
        }
    }

    private void end(JournalEvent event, Candidate candidate, Slot slot) {
        boolean failing = candidate == active;
        switch (event.kind()) {
            case NOT_DEPLOYED -> {
                check(failing && !candidate.switchBegun, event);
                candidate.state = DeploymentState.FAILED;
                active = null;
            }
            case NOTHING_LIVE -> {
                check(failing, event);
                candidate.state = DeploymentState.FAILED;
                slot.live = null;
                slot.unknown = false;
                active = null;
            }
            case ROLLING_BACK -> {
                check(active == null || failing, event);
                candidate.state = DeploymentState.ROLLING_BACK;
                candidate.other = candidate(event.other()).orElseThrow(() -> contradiction(event));
                candidate.restored = false;
                candidate.text = event.text().isEmpty() ? candidate.text : event.text();
                slot.blocked = null;
                slot.unknown = true;
                active = candidate;
            }
            case RESTORED -> {
                check(failing && candidate.state == DeploymentState.ROLLING_BACK, event);
                candidate.restored = true;
            }
            case ROLLED_BACK -> {
                check(failing && candidate.restored, event);
                candidate.state = DeploymentState.ROLLED_BACK;
                takeBack(candidate);
                live(candidate.other, slot);
                candidate.other.changed = event.at();
                active = null;
            }
            case PERSON_NEEDED -> {
                check(failing, event);
                candidate.state = DeploymentState.NEEDS_PERSON;
                candidate.text = event.text();
                slot.blocked = candidate;
                active = null;
            }
            default -> {
                check(slot.blocked == candidate, event);
                candidate.state = DeploymentState.FAILED;
                candidate.text = event.text();
                slot.blocked = null;
                if (slot.unknown) {
                    slot.live = null;
                }
            }
        }
    }

    /** A candidate is what the environment runs; what ran before it is not. */
    private static void live(Candidate candidate, Slot slot) {
        if (slot.live != null && slot.live != candidate && slot.live.state == DeploymentState.LIVE) {
            slot.live.state = DeploymentState.REPLACED;
        }
        candidate.state = DeploymentState.LIVE;
        slot.live = candidate;
        slot.unknown = false;
    }

    private void begin(Candidate candidate, Slot slot) {
        candidate.turn = ++turns;
        slot.newest = candidate;
    }

    /** All that was live since the candidate that is returned to is taken back: nobody knows which of them was at fault. */
    private void takeBack(Candidate from) {
        for (Candidate candidate : candidates) {
            if (candidate.offer().component().equals(from.offer().component()) && candidate.turn > from.other.turn) {
                candidate.takenBack = true;
            }
        }
    }

    private static void check(boolean valid, JournalEvent event) {
        if (!valid) {
            throw contradiction(event);
        }
    }

    private static IllegalStateException contradiction(JournalEvent event) {
        return new IllegalStateException("event " + event.kind() + " of candidate " + event.candidate()
                + " does not follow from the events before it");
    }
}
