using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // A saved module is the number of entries, then for each its name and its tensor.
        public partial class Module
        {
            public static Module Create<T>(string path)
                where T : Module, new() => new T().load(path);

            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                HashSet<string> skipped = [.. skip ?? []];
                List<KeyValuePair<string, Tensor>> entries = [.. sd.Where(entry => !skipped.Contains(entry.Key))];
                writer.Encode(entries.Count);
                foreach ((string key, Tensor tensor) in entries)
                {
                    writer.Write(key);
                    tensor.Save(writer);
                }
            }

            public Module save(string location, IList<string>? skip = null) => save(File.Create(location), skip);

            /// <summary>Writes the module's state and closes the stream.</summary>
            public Module save(Stream stream, IList<string>? skip = null)
            {
                using BinaryWriter writer = new(stream);
                return save(writer, skip);
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            public virtual Module load(
                string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null) =>
                load(File.OpenRead(location), strict, skip, loadedParameters);

            /// <summary>Reads a saved module's state and closes the stream.</summary>
            public Module load(
                Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using BinaryReader reader = new(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            /// <summary>
            /// Reads a saved module's state. <paramref name="strict"/>: the names must be this module's own;
            /// <paramref name="skip"/>: names passed over; <paramref name="loadedParameters"/>: receives each name that was read
            /// and whether the module has it.
            /// </summary>
            public virtual Module load(
                BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                HashSet<string> skipped = [.. skip ?? []];
                Dictionary<string, Tensor> state = state_dict();
                long entries = reader.Decode();
                if (strict && entries != state.Count)
                {
                    throw new ArgumentException($"The saved state has {entries} entries, the module {state.Count}.");
                }

                for (long i = 0; i < entries; i++)
                {
                    string key = reader.ReadString();
                    bool found = state.TryGetValue(key, out Tensor? target);
                    if (!found && strict)
                    {
                        throw new ArgumentException($"The saved state has an entry '{key}'; the module has none of this name.");
                    }

                    if (found && !skipped.Contains(key))
                    {
                        target!.Load(reader);
                    }
                    else
                    {
                        TensorHeader.Read(reader).Skip(reader.BaseStream);
                    }

                    loadedParameters?.Add(key, found);
                }

                return this;
            }
        }
    }
}
