/**
 * Processes: starting commands with their shell, environment and log, and ending them with all their descendants.
 */
package io.jenkins.plugins.mergeability.engine.run.process;
