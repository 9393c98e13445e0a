/**
 * Component maps as canonical YAML, as text for hashing, and in a binary form for caching; and what differs between two maps.
 */
package io.jenkins.plugins.mergeability.engine.map.write;
