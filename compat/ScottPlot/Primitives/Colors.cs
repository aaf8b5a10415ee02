namespace ScottPlot;

/// <summary>The colours that CSS has names for, and the ten of the default palette. As ARGB.</summary>
public readonly struct Colors
{
    public static Color AliceBlue => new(0xFFF0F8FF);

    public static Color AntiqueWhite => new(0xFFFAEBD7);

    public static Color Aqua => new(0xFF00FFFF);

    public static Color Aquamarine => new(0xFF7FFFD4);

    public static Color Azure => new(0xFFF0FFFF);

    public static Color Beige => new(0xFFF5F5DC);

    public static Color Bisque => new(0xFFFFE4C4);

    public static Color Black => new(0xFF000000);

    public static Color BlanchedAlmond => new(0xFFFFEBCD);

    public static Color Blue => new(0xFF0000FF);

    public static Color BlueViolet => new(0xFF8A2BE2);

    public static Color Brown => new(0xFFA52A2A);

    public static Color BurlyWood => new(0xFFDEB887);

    public static Color CadetBlue => new(0xFF5F9EA0);

    public static Color Chartreuse => new(0xFF7FFF00);

    public static Color Chocolate => new(0xFFD2691E);

    public static Color Coral => new(0xFFFF7F50);

    public static Color CornflowerBlue => new(0xFF6495ED);

    public static Color Cornsilk => new(0xFFFFF8DC);

    public static Color Crimson => new(0xFFDC143C);

    public static Color Cyan => new(0xFF00FFFF);

    public static Color DarkBlue => new(0xFF00008B);

    public static Color DarkCyan => new(0xFF008B8B);

    public static Color DarkGoldenRod => new(0xFFB8860B);

    public static Color DarkGray => new(0xFFA9A9A9);

    public static Color DarkGrey => new(0xFFA9A9A9);

    public static Color DarkGreen => new(0xFF006400);

    public static Color DarkKhaki => new(0xFFBDB76B);

    public static Color DarkMagenta => new(0xFF8B008B);

    public static Color DarkOliveGreen => new(0xFF556B2F);

    public static Color DarkOrange => new(0xFFFF8C00);

    public static Color DarkOrchid => new(0xFF9932CC);

    public static Color DarkRed => new(0xFF8B0000);

    public static Color DarkSalmon => new(0xFFE9967A);

    public static Color DarkSeaGreen => new(0xFF8FBC8F);

    public static Color DarkSlateBlue => new(0xFF483D8B);

    public static Color DarkSlateGray => new(0xFF2F4F4F);

    public static Color DarkSlateGrey => new(0xFF2F4F4F);

    public static Color DarkTurquoise => new(0xFF00CED1);

    public static Color DarkViolet => new(0xFF9400D3);

    public static Color DeepPink => new(0xFFFF1493);

    public static Color DeepSkyBlue => new(0xFF00BFFF);

    public static Color DimGray => new(0xFF696969);

    public static Color DimGrey => new(0xFF696969);

    public static Color DodgerBlue => new(0xFF1E90FF);

    public static Color FireBrick => new(0xFFB22222);

    public static Color FloralWhite => new(0xFFFFFAF0);

    public static Color ForestGreen => new(0xFF228B22);

    public static Color Fuchsia => new(0xFFFF00FF);

    public static Color Gainsboro => new(0xFFDCDCDC);

    public static Color GhostWhite => new(0xFFF8F8FF);

    public static Color Gold => new(0xFFFFD700);

    public static Color GoldenRod => new(0xFFDAA520);

    public static Color Gray => new(0xFF808080);

    public static Color Grey => new(0xFF808080);

    public static Color Green => new(0xFF008000);

    public static Color GreenYellow => new(0xFFADFF2F);

    public static Color HoneyDew => new(0xFFF0FFF0);

    public static Color HotPink => new(0xFFFF69B4);

    public static Color IndianRed => new(0xFFCD5C5C);

    public static Color Indigo => new(0xFF4B0082);

    public static Color Ivory => new(0xFFFFFFF0);

    public static Color Khaki => new(0xFFF0E68C);

    public static Color Lavender => new(0xFFE6E6FA);

    public static Color LavenderBlush => new(0xFFFFF0F5);

    public static Color LawnGreen => new(0xFF7CFC00);

    public static Color LemonChiffon => new(0xFFFFFACD);

    public static Color LightBlue => new(0xFFADD8E6);

    public static Color LightCoral => new(0xFFF08080);

    public static Color LightCyan => new(0xFFE0FFFF);

    public static Color LightGoldenRodYellow => new(0xFFFAFAD2);

    public static Color LightGray => new(0xFFD3D3D3);

    public static Color LightGrey => new(0xFFD3D3D3);

    public static Color LightGreen => new(0xFF90EE90);

    public static Color LightPink => new(0xFFFFB6C1);

    public static Color LightSalmon => new(0xFFFFA07A);

    public static Color LightSeaGreen => new(0xFF20B2AA);

    public static Color LightSkyBlue => new(0xFF87CEFA);

    public static Color LightSlateGray => new(0xFF778899);

    public static Color LightSlateGrey => new(0xFF778899);

    public static Color LightSteelBlue => new(0xFFB0C4DE);

    public static Color LightYellow => new(0xFFFFFFE0);

    public static Color Lime => new(0xFF00FF00);

    public static Color LimeGreen => new(0xFF32CD32);

    public static Color Linen => new(0xFFFAF0E6);

    public static Color Magenta => new(0xFFFF00FF);

    public static Color Maroon => new(0xFF800000);

    public static Color MediumAquaMarine => new(0xFF66CDAA);

    public static Color MediumBlue => new(0xFF0000CD);

    public static Color MediumOrchid => new(0xFFBA55D3);

    public static Color MediumPurple => new(0xFF9370DB);

    public static Color MediumSeaGreen => new(0xFF3CB371);

    public static Color MediumSlateBlue => new(0xFF7B68EE);

    public static Color MediumSpringGreen => new(0xFF00FA9A);

    public static Color MediumTurquoise => new(0xFF48D1CC);

    public static Color MediumVioletRed => new(0xFFC71585);

    public static Color MidnightBlue => new(0xFF191970);

    public static Color MintCream => new(0xFFF5FFFA);

    public static Color MistyRose => new(0xFFFFE4E1);

    public static Color Moccasin => new(0xFFFFE4B5);

    public static Color NavajoWhite => new(0xFFFFDEAD);

    public static Color Navy => new(0xFF000080);

    public static Color OldLace => new(0xFFFDF5E6);

    public static Color Olive => new(0xFF808000);

    public static Color OliveDrab => new(0xFF6B8E23);

    public static Color Orange => new(0xFFFFA500);

    public static Color OrangeRed => new(0xFFFF4500);

    public static Color Orchid => new(0xFFDA70D6);

    public static Color PaleGoldenRod => new(0xFFEEE8AA);

    public static Color PaleGreen => new(0xFF98FB98);

    public static Color PaleTurquoise => new(0xFFAFEEEE);

    public static Color PaleVioletRed => new(0xFFDB7093);

    public static Color PapayaWhip => new(0xFFFFEFD5);

    public static Color PeachPuff => new(0xFFFFDAB9);

    public static Color Peru => new(0xFFCD853F);

    public static Color Pink => new(0xFFFFC0CB);

    public static Color Plum => new(0xFFDDA0DD);

    public static Color PowderBlue => new(0xFFB0E0E6);

    public static Color Purple => new(0xFF800080);

    public static Color RebeccaPurple => new(0xFF663399);

    public static Color Red => new(0xFFFF0000);

    public static Color RosyBrown => new(0xFFBC8F8F);

    public static Color RoyalBlue => new(0xFF4169E1);

    public static Color SaddleBrown => new(0xFF8B4513);

    public static Color Salmon => new(0xFFFA8072);

    public static Color SandyBrown => new(0xFFF4A460);

    public static Color SeaGreen => new(0xFF2E8B57);

    public static Color SeaShell => new(0xFFFFF5EE);

    public static Color Sienna => new(0xFFA0522D);

    public static Color Silver => new(0xFFC0C0C0);

    public static Color SkyBlue => new(0xFF87CEEB);

    public static Color SlateBlue => new(0xFF6A5ACD);

    public static Color SlateGray => new(0xFF708090);

    public static Color SlateGrey => new(0xFF708090);

    public static Color Snow => new(0xFFFFFAFA);

    public static Color SpringGreen => new(0xFF00FF7F);

    public static Color SteelBlue => new(0xFF4682B4);

    public static Color Tan => new(0xFFD2B48C);

    public static Color Teal => new(0xFF008080);

    public static Color Thistle => new(0xFFD8BFD8);

    public static Color Tomato => new(0xFFFF6347);

    public static Color Transparent => Black.WithAlpha(0);

    public static Color Turquoise => new(0xFF40E0D0);

    public static Color Violet => new(0xFFEE82EE);

    public static Color Wheat => new(0xFFF5DEB3);

    public static Color White => new(0xFFFFFFFF);

    public static Color WhiteSmoke => new(0xFFF5F5F5);

    public static Color Yellow => new(0xFFFFFF00);

    public static Color YellowGreen => new(0xFF9ACD32);

    public static Color C0 => new(0xFF1F77B4);

    public static Color C1 => new(0xFFFF7F0E);

    public static Color C2 => new(0xFF2CA02C);

    public static Color C3 => new(0xFFD62728);

    public static Color C4 => new(0xFF9467BD);

    public static Color C5 => new(0xFF8C564B);

    public static Color C6 => new(0xFFE377C2);

    public static Color C7 => new(0xFF7F7F7F);

    public static Color C8 => new(0xFFBCBD22);

    public static Color C9 => new(0xFF17BECF);
}
