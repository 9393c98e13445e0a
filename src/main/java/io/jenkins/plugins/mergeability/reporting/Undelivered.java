package io.jenkins.plugins.mergeability.reporting;

import io.jenkins.plugins.mergeability.engine.outbox.Waiting;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What GitHub has yet to be told, at one moment. */
public final class Undelivered {

    private record Subject(String place, int number) {}

    private final Map<Subject, Waiting> first = new HashMap<>();

    private Undelivered() {}

    /** What there is now. */
    public static Undelivered now() {
        Undelivered now = new Undelivered();
        try {
            for (Waiting waiting : Reporter.get().outbox().waiting()) {
                Subject subject =
                        new Subject(waiting.subject().place(), waiting.subject().number());
                now.first.merge(subject, waiting, Undelivered::worse);
            }
        } catch (IOException stopping) {
            return now;
        }
        return now;
    }

    private static Waiting worse(Waiting one, Waiting other) {
        return one.trouble().isEmpty() && other.trouble().isPresent() ? other : one;
    }

    /** What waits longest of a pull request, what is in trouble first; nothing if all has been told. */
    public Optional<Waiting> of(OpenPullRequest pull) {
        return Optional.ofNullable(first.get(new Subject(pull.place(), pull.number())));
    }
}
