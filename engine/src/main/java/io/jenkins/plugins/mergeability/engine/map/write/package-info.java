/** Writes component maps as canonical YAML, as text for hashing and in a binary form for caching, and compares them. */
package io.jenkins.plugins.mergeability.engine.map.write;
