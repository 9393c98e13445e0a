/**
 * What both the command line and Jenkins need to run jobs: order, names, inherited settings, shells and exit codes.
 */
package io.jenkins.plugins.mergeability.engine.schedule;
