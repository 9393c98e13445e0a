/** What jobs of earlier runs have left in a working tree, so that a job is not run on files of other inputs. */
package io.jenkins.plugins.mergeability.engine.run.tree;
