/** Deployments by the command line, to environments on this machine. */
package io.jenkins.plugins.mergeability.engine.cli.deploy;
