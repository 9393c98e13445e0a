package io.jenkins.plugins.mergeability.engine.github;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps responses in memory, up to a total size; the least recently used are dropped first. */
public final class MemoryResponseCache implements ResponseCache {

    private static final long MAX_LENGTH = 4L * 1024 * 1024;

    private static final Duration EXPIRY_INTERVAL = Duration.ofMinutes(1);

    private final Map<String, CachedResponse> responses = new LinkedHashMap<>(16, 0.75f, true);
    private long length;
    private boolean expiryRequested;
    private long lastExpiry = System.nanoTime() - EXPIRY_INTERVAL.toNanos();

    @Override
    public synchronized Optional<CachedResponse> find(String path) {
        if (expiryRequested && System.nanoTime() - lastExpiry >= EXPIRY_INTERVAL.toNanos()) {
            expire();
        }
        return Optional.ofNullable(responses.get(path));
    }

    @Override
    public synchronized void put(String path, CachedResponse response) {
        length += response.body().length();
        CachedResponse before = responses.put(path, response);
        length -= before == null ? 0 : before.body().length();
        Iterator<CachedResponse> eldest = responses.values().iterator();
        while (length > MAX_LENGTH) {
            length -= eldest.next().body().length();
            eldest.remove();
        }
    }

    /**
     * Makes sure that the permissions of users, and the members of teams, are requested before they count again. It takes effect at most once in a
     * minute, however often somebody sends the event that causes it.
     */
    public synchronized void expirePermissions() {
        expiryRequested = true;
    }

    private void expire() {
        expiryRequested = false;
        lastExpiry = System.nanoTime();
        responses.replaceAll((path, response) -> path.contains(Permissions.COLLABORATORS) || path.contains(Teams.PATH)
                ? response.readAt(Instant.EPOCH)
                : response);
    }
}
