/** Keeps the outputs of jobs on agents and on the controller, and puts them in place in workspaces. */
package io.jenkins.plugins.mergeability.outputs;
