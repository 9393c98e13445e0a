package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.HostException;

/**
 * Why a report could not be told.
 *
 * @param kind what can be done about it
 * @param words for people
 */
public record DeliveryError(HostException.Kind kind, String words) {}
