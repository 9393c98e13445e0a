/** What a command works on: a repository with its component map, and the plan of a change to it. */
package io.jenkins.plugins.mergeability.engine.cli.workspace;
