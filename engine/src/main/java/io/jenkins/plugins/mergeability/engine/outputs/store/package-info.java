/** Stores archives of outputs in a directory or in memory, and evicts the least recently used. */
package io.jenkins.plugins.mergeability.engine.outputs.store;
