package dev.imagecopy.cli.command;

import dev.imagecopy.cli.clients.Services;
import dev.imagecopy.cli.output.HarmlessWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The option of the program, before or after the command, to work without a cloud. */
public final class SimulateOption {
    private static final String IN_PROCESS = "";
    private static final int SIMULATORS = 4;
    private static final int LAST_PORT = 65_535;

    // Not an annotation: the help of the program would take longer to read it than to print everything.
    private final OptionSpec spec = OptionSpec.builder("--simulate")
            .scopeType(ScopeType.INHERIT)
            .arity("0..1")
            .fallbackValue(IN_PROCESS)
            .preprocessor(new OnlyAttached())
            .type(Ports.class)
            .converters(new Ports.Converter())
            .paramLabel("PORTS")
            .description(
                    "Use simulators in place of the clouds: without ports, simulators inside this process, which end"
                            + " with it; with ports (the first of four in a row, or all four, separated by commas), those of a"
                            + " running 'imagecopy simulate'.")
            .build();

    OptionSpec spec() {
        return spec;
    }

    /** Returns whether nothing real is to be used. */
    public boolean isSet() {
        return spec.getValue() != null;
    }

    /** Opens what the option chooses. */
    public Services open() {
        @Nullable Ports ports = spec.getValue();
        if (ports == null) {
            return Services.real();
        }
        return ports.all().isEmpty() ? Services.inProcess() : Services.atPorts(ports.all());
    }

    /** The ports of four simulators; none for simulators inside this process. */
    record Ports(List<Integer> all) {

        static final class Converter implements ITypeConverter<Ports> {
            @Override
            public Ports convert(String text) {
                if (text.equals(IN_PROCESS)) {
                    return new Ports(List.of());
                }
                List<Integer> ports = new ArrayList<>();
                if (text.matches("[0-9]{1,5}(,[0-9]{1,5}){3}")) {
                    for (String port : text.split(",", -1)) {
                        ports.add(Integer.parseInt(port));
                    }
                } else if (text.matches("[0-9]{1,5}")) {
                    for (int i = 0; i < SIMULATORS; i++) {
                        ports.add(Integer.parseInt(text) + i);
                    }
                }
                if (ports.isEmpty() || ports.stream().anyMatch(port -> port < 1 || port > LAST_PORT)) {
                    throw new TypeConversionException(
                            "must be the first of four ports, or all four, as 'imagecopy simulate' prints them"
                                    + HarmlessWord.butIs(text));
                }
                return new Ports(ports);
            }
        }
    }

    /** {@code --simulate plan.yaml} names a plan, {@code --simulate=8601} ports. */
    static final class OnlyAttached implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            if (!(info.get("separator") instanceof String separator) || separator.isBlank()) {
                arguments.push(IN_PROCESS);
            }
            return false;
        }
    }
}
