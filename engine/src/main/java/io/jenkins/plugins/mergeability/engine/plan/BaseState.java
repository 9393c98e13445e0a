package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;

/**
 * The state that a change starts from.
 *
 * @param map the component map there
 * @param files the digests of the files there, by that map
 */
public record BaseState(ComponentMap map, FileDigests files) {}
