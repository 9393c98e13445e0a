/** Puts the outputs that the jobs of a run need in place, and keeps those that they leave. */
package io.jenkins.plugins.mergeability.engine.run.outputs;
