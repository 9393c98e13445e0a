package io.jenkins.plugins.mergeability.engine.github;

import java.util.Optional;

/** Keeps responses of GitHub for one repository and one account. Safe for use by several threads. */
public interface ResponseCache {

    /** The response to a path, if it is kept. */
    Optional<CachedResponse> find(String path);

    /** Keeps a response. */
    void put(String path, CachedResponse response);
}
