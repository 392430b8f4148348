/** The program outside the pod: every server the pod can reach, and what they counted. */
@NullMarked
package dev.postern.lab.servers;

import org.jspecify.annotations.NullMarked;
