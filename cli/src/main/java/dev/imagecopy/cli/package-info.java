/**
 * The command {@code imagecopy}. It uses the published modules only through their public API.
 *
 * <p>The packages, from top to bottom; each uses only those above it:
 *
 * <ul>
 *   <li>{@code output}: everything that is printed, and exit codes: live progress, plain lines, JSON, events, errors with advice.
 *   <li>{@code help}: how the help of commands is laid out.
 *   <li>{@code interrupt}: Ctrl-C.
 *   <li>{@code plan}: the YAML plan, read and validated; its accounts, jobs, limits and policies.
 *   <li>{@code clients}: the clients of these accounts, with their credentials, or of simulators.
 *   <li>{@code store}: the folder that keeps the state of copies.
 *   <li>{@code database}: the database of a fleet, connected.
 *   <li>{@code command}: one file for each command.
 *   <li>{@code fleet}: the commands of fleets.
 *   <li>this one: {@code Main}, which puts the commands together.
 *   <li>{@code manual}: manual pages, made by the build.
 * </ul>
 */
@NullMarked
package dev.imagecopy.cli;

import org.jspecify.annotations.NullMarked;
