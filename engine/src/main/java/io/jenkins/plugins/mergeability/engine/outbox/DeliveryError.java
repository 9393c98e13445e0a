package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.HostException;

/**
 * Why a report could not be delivered.
 *
 * @param kind who can fix it
 * @param message for people
 */
public record DeliveryError(HostException.Kind kind, String message) {}
