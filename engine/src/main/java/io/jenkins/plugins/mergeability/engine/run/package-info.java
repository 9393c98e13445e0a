/** Runs a plan on this machine: schedules jobs, runs their command trees, and records proofs. */
package io.jenkins.plugins.mergeability.engine.run;
