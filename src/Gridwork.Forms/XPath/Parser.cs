using System.Globalization;

namespace Gridwork.Forms.XPath;

/// <summary>Builds the tree of an XPath 1.0 expression (§3) with ODK's functions; precedence by recursive descent.</summary>
internal sealed class Parser
{
    private const int MaxDepth = 200;
    /// <summary>Operators in a row make a tree as deep as they are many; deeper than this, a thread's stack is in danger.</summary>
    private const int MaxOperators = 1000;
    private readonly string text;
    private readonly List<Token> tokens;
    private int at;
    private int depth;
    private int operators;

    private Parser(string text)
    {
        this.text = text;
        tokens = Lexer.Read(text);
    }

    /// <exception cref="XPathFaultException">It cannot be read; says where and why.</exception>
    public static Expr Parse(string text)
    {
        if (text.Length > 20_000) throw new XPathFaultException(FormProblems.ExpressionTooLong, 0, ["20000"]);
        var parser = new Parser(text);
        if (parser.Now.Kind == TokenKind.End) throw new XPathFaultException(FormProblems.EmptyExpression, 0, []);
        var expr = parser.Or();
        if (parser.Now.Kind != TokenKind.End) throw parser.Unexpected();
        return expr;
    }

    private Token Now => tokens[at];

    private XPathFaultException Unexpected() => Now.Kind == TokenKind.End
        ? new XPathFaultException(FormProblems.UnexpectedEnd, text.Length, [])
        : new XPathFaultException(FormProblems.Unexpected, Now.Start, [text[Now.Start..Now.End]]);

    private bool Take(TokenKind kind, string symbol)
    {
        if (Now.Kind != kind || Now.Text != symbol) return false;
        if (kind == TokenKind.Operator && ++operators > MaxOperators)
            throw new XPathFaultException(FormProblems.ExpressionTooLong, Now.Start, [MaxOperators.ToString(CultureInfo.InvariantCulture)]);
        at++;
        return true;
    }

    private bool Symbol(string symbol) => Take(TokenKind.Symbol, symbol);

    private void Expect(string symbol)
    {
        if (!Symbol(symbol)) throw Now.Kind == TokenKind.End ? new XPathFaultException(FormProblems.MissingSymbol, text.Length, [symbol]) : Unexpected();
    }

    private Expr Or()
    {
        if (++depth > MaxDepth) throw new XPathFaultException(FormProblems.ExpressionTooLong, Now.Start, [MaxDepth.ToString(CultureInfo.InvariantCulture)]);
        var expr = And();
        while (Take(TokenKind.Operator, "or")) expr = new Logic(true, expr, And());
        depth--;
        return expr;
    }

    private Expr And()
    {
        var expr = Equality();
        while (Take(TokenKind.Operator, "and")) expr = new Logic(false, expr, Equality());
        return expr;
    }

    private Expr Equality()
    {
        var expr = Relation();
        while (true)
        {
            if (Take(TokenKind.Operator, "=")) expr = new Comparison(BinaryOperator.Equal, expr, Relation());
            else if (Take(TokenKind.Operator, "!=")) expr = new Comparison(BinaryOperator.NotEqual, expr, Relation());
            else return expr;
        }
    }

    private Expr Relation()
    {
        var expr = Sum();
        while (true)
        {
            if (Take(TokenKind.Operator, "<")) expr = new Comparison(BinaryOperator.Less, expr, Sum());
            else if (Take(TokenKind.Operator, "<=")) expr = new Comparison(BinaryOperator.LessOrEqual, expr, Sum());
            else if (Take(TokenKind.Operator, ">")) expr = new Comparison(BinaryOperator.Greater, expr, Sum());
            else if (Take(TokenKind.Operator, ">=")) expr = new Comparison(BinaryOperator.GreaterOrEqual, expr, Sum());
            else return expr;
        }
    }

    private Expr Sum()
    {
        var expr = Product();
        while (true)
        {
            if (Take(TokenKind.Operator, "+")) expr = new Arithmetic(BinaryOperator.Add, expr, Product());
            else if (Take(TokenKind.Operator, "-")) expr = new Arithmetic(BinaryOperator.Subtract, expr, Product());
            else return expr;
        }
    }

    private Expr Product()
    {
        var expr = Unary();
        while (true)
        {
            if (Take(TokenKind.Operator, "*")) expr = new Arithmetic(BinaryOperator.Multiply, expr, Unary());
            else if (Take(TokenKind.Operator, "div")) expr = new Arithmetic(BinaryOperator.Divide, expr, Unary());
            else if (Take(TokenKind.Operator, "mod")) expr = new Arithmetic(BinaryOperator.Modulo, expr, Unary());
            else return expr;
        }
    }

    private Expr Unary()
    {
        var minus = 0;
        while (Take(TokenKind.Operator, "-")) minus++;
        var expr = UnionOf();
        for (; minus > 0; minus--) expr = new Negate(expr);
        return expr;
    }

    private Expr UnionOf()
    {
        var expr = Path();
        while (Take(TokenKind.Operator, "|")) expr = new Union(expr, Path());
        return expr;
    }

    private Expr Path()
    {
        if (Primary() is { } primary)
        {
            var predicates = Predicates();
            if (Now is { Kind: TokenKind.Symbol, Text: "/" or "//" } || predicates.Length > 0)
                return new PathExpr(false, primary, predicates, [.. Steps(continued: true)]);
            return primary;
        }
        if (Symbol("//"))
        {
            at--;
            return new PathExpr(true, null, [], [.. Steps(continued: true)]);
        }
        if (Symbol("/"))
        {
            if (!StartsStep()) return new PathExpr(true, null, [], []);
            return new PathExpr(true, null, [], [.. Steps(continued: false)]);
        }
        if (!StartsStep()) throw Unexpected();
        return new PathExpr(false, null, [], [.. Steps(continued: false)]);
    }

    private Expr? Primary()
    {
        var token = Now;
        switch (token.Kind)
        {
            case TokenKind.Number:
                at++;
                return new NumberLiteral(NumberText.Read(token.Text));
            case TokenKind.Literal:
                at++;
                return new TextLiteral(token.Text);
            case TokenKind.Symbol when token.Text == "(":
                at++;
                var inner = Or();
                Expect(")");
                return inner;
            case TokenKind.Function when token.Text is not ("node" or "text" or "comment" or "processing-instruction"):
                at++;
                return Call(token);
            default:
                return null;
        }
    }

    private Expr Call(Token name)
    {
        Expect("(");
        var arguments = new List<Expr>();
        if (!Symbol(")"))
        {
            do arguments.Add(Or());
            while (Symbol(","));
            Expect(")");
        }
        return Functions.Build(name.Text, name.Start, [.. arguments]);
    }

    private bool StartsStep() => Now.Kind is TokenKind.Name or TokenKind.Axis or TokenKind.Function || Now is { Kind: TokenKind.Symbol, Text: "." or ".." or "@" };

    private List<PathStep> Steps(bool continued)
    {
        var steps = new List<PathStep>();
        if (!continued) steps.Add(Step());
        while (true)
        {
            if (Symbol("//")) steps.Add(new PathStep(Axis.DescendantOrSelf, null, true, []));
            else if (!Symbol("/")) return steps;
            steps.Add(Step());
        }
    }

    private PathStep Step()
    {
        if (Symbol(".")) return new PathStep(Axis.Self, null, true, Predicates());
        if (Symbol("..")) return new PathStep(Axis.Parent, null, true, Predicates());
        var axis = Axis.Child;
        if (Symbol("@")) axis = Axis.Attribute;
        else if (Now.Kind == TokenKind.Axis)
        {
            axis = AxisOf(Now);
            at++;
        }
        var test = Now;
        if (test.Kind == TokenKind.Function && test.Text is "node" or "text")
        {
            // Text nodes are not kept apart from their element: text() is the element itself, whose string-value is the same.
            at++;
            Expect("(");
            Expect(")");
            return new PathStep(test.Text == "text" && axis == Axis.Child ? Axis.Self : axis, null, true, Predicates());
        }
        if (test.Kind is not (TokenKind.Name or TokenKind.Function)) throw Unexpected();
        if (test.Kind == TokenKind.Function) throw Unexpected();
        at++;
        return new PathStep(axis, LocalName(test.Text), false, Predicates());
    }

    private static string? LocalName(string name)
    {
        var local = name[(name.IndexOf(':') + 1)..];
        return local == "*" ? null : local;
    }

    private static Axis AxisOf(Token token) => token.Text switch
    {
        "child" => Axis.Child,
        "descendant" => Axis.Descendant,
        "descendant-or-self" => Axis.DescendantOrSelf,
        "parent" => Axis.Parent,
        "self" => Axis.Self,
        "ancestor" => Axis.Ancestor,
        "ancestor-or-self" => Axis.AncestorOrSelf,
        "following-sibling" => Axis.FollowingSibling,
        "preceding-sibling" => Axis.PrecedingSibling,
        "following" => Axis.Following,
        "preceding" => Axis.Preceding,
        "attribute" => Axis.Attribute,
        _ => throw new XPathFaultException(FormProblems.Unexpected, token.Start, [token.Text + "::"]),
    };

    private Expr[] Predicates()
    {
        if (Now is not { Kind: TokenKind.Symbol, Text: "[" }) return [];
        var predicates = new List<Expr>();
        while (Symbol("["))
        {
            predicates.Add(Or());
            Expect("]");
        }
        return [.. predicates];
    }
}
