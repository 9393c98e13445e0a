/** The process around a command: standard streams, signals and exit codes. */
package io.jenkins.plugins.mergeability.engine.cli.terminal;
