/** A repository with its component map, and the plans of its changes. */
package io.jenkins.plugins.mergeability.engine.cli.workspace;
